/**
 * Adds a button that copies a text field to the clipboard. Without it people select the text.
 *
 * @param {HTMLElement | null} box holds the field
 * @param {string} language
 */
export function offerCopy(box, language) {
  if (!box || !navigator.clipboard) return;
  const german = language !== "en";
  const button = document.createElement("button");
  const told = document.createElement("span");
  Object.assign(button, { type: "button", className: "button-quiet", textContent: german ? "Kopieren" : "Copy" });
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const field = box.querySelector("textarea");
    field.select();
    await navigator.clipboard.writeText(field.value);
    told.textContent = german ? "Kopiert." : "Copied.";
  });
  const line = document.createElement("p");
  line.append(button, " ", told);
  box.append(line);
}
