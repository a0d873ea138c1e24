/**
 * Offers a picture of the server as PNG: loads the SVG file, which looks right without a style
 * sheet, and draws it on a canvas twice its size. Without this script there is the SVG.
 */

const DENSITY = 2;
const LONGEST = 8000; // pixels; browsers refuse larger canvases

/**
 * Add a button to a list of files.
 * @param {HTMLElement | null} list `data-png` is the address of the SVG, `data-name` the file's name
 * @param {string} language
 */
export function offerPng(list, language) {
  if (!list || list.querySelector(".as-png")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button-quiet as-png", textContent: "PNG" });
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      save(await drawn(list.dataset.png), list.dataset.name);
    } catch (error) {
      told.textContent = language === "en" ? "That did not work; the SVG file shows the same." : "Das ging nicht; die SVG-Datei zeigt dasselbe.";
      throw error;
    }
  });
  const item = document.createElement("li");
  item.append(button, told);
  list.prepend(item);
}

/** @returns {Promise<Blob>} */
async function drawn(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const image = new Image();
  // a data address: the page's policy knows no others for images
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
  await image.decode();
  const factor = Math.min(DENSITY, LONGEST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * factor), height: Math.round(image.height * factor) });
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
  });
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
