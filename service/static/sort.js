/**
 * Lets people sort a table by a column.
 *
 * A table asks for it with `data-sortable`. Its column heads become buttons, except those with
 * `data-unsorted`. A cell is compared by its `data-value` if it has one, else by its text; numbers
 * are compared as numbers. Without this script the table stands in its own order.
 */

const language = document.documentElement.lang;
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

/**
 * Return what a cell is compared by.
 * @param {HTMLTableRowElement} row
 * @param {number} column
 * @returns {string}
 */
function valueOf(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

/**
 * Compare two values; empty ones come last.
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
function compare(one, other) {
  if (!one || !other) return Number(!one) - Number(!other);
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? collator.compare(one, other) : difference;
}

/**
 * Sort a table by a column, or turn its order round if it is sorted by it already.
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement} head
 */
function sort(table, head) {
  const direction = head.ariaSort === "ascending" ? "descending" : "ascending";
  const sign = direction === "ascending" ? 1 : -1;
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction);
  const body = table.tBodies[0];
  const rows = [...body.rows];
  rows.sort((a, b) => sign * compare(valueOf(a, head.cellIndex), valueOf(b, head.cellIndex)));
  body.append(...rows);
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table.tBodies[0].rows.length < 2) continue;
  for (const head of table.tHead.rows[0].cells) {
    if ("unsorted" in head.dataset) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}
