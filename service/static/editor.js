/**
 * Makes the query field an editor: colours, completion, run by keyboard, link to copy.
 *
 * Ace comes from our own host and obeys the strict Content-Security-Policy. The text field stays
 * the field that is sent; without this script it is the editor. Completed are prefixes, classes and
 * properties by name or by German or English label, variables of the query, and places, actors and
 * themes by their names.
 */

const form = document.querySelector("form[data-editor]");
const field = form.querySelector("textarea");
const dark = matchMedia("(prefers-color-scheme: dark)");
const PAUSE_MS = 150;
const english = document.documentElement.lang === "en";

/**
 * @typedef {{name: string, kind: string, label: string, text: string}} Term
 * @typedef {{prefixes: Record<string, string>, terms: Term[]}} Words
 */

/** @type {Promise<Words>} */
const words = fetch(form.dataset.editor).then((answer) => answer.json());

/** What the list says of a kind. */
const kinds = english
  ? { class: "class", property: "property", variable: "variable", prefix: "prefix" }
  : { class: "Klasse", property: "Eigenschaft", variable: "Variable", prefix: "Präfix" };

/**
 * Return the line that a query needs before it may use a name, or "" if it has it.
 * @param {string} name like `bl:District`
 * @param {string} query
 * @param {Record<string, string>} prefixes
 * @returns {string}
 */
function missingPrefix(name, query, prefixes) {
  const prefix = name.split(":")[0];
  const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query);
  return declared || !(prefix in prefixes) ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
}

/**
 * Return what the list shows of a term: that first which was typed, so that it comes first.
 * @param {Term} term
 * @param {string} typed in small letters
 * @returns {string}
 */
function caption({ name, label }, typed) {
  return label.toLowerCase().startsWith(typed) ? `${label}  ${name}` : `${name}  ${label}`;
}

/** Completes names of the ontology, by name and by label, and declares their prefix. */
const termCompleter = {
  identifierRegexps: [/[\w:?äöüÄÖÜß-]/],
  async getCompletions(editor, session, position, typed, done) {
    const { prefixes, terms } = await words;
    const wanted = typed.toLowerCase();
    const fits = (term) => `${term.name} ${term.label}`.toLowerCase().includes(wanted);
    done(null, [
      ...terms.filter(fits).map((term) => ({
        caption: caption(term, wanted),
        value: term.name,
        meta: kinds[term.kind],
        docText: term.text,
        score: 10,
        completer: termCompleter,
        prefixes,
      })),
      ...Object.entries(prefixes).map(([name, iri]) => ({
        caption: `${name}:  ${iri}`, value: `${name}:`, meta: kinds.prefix, score: 5,
        completer: termCompleter, prefixes,
      })),
    ]);
  },
  insertMatch(editor, chosen) {
    replaceTyped(editor, chosen.value);
    const line = missingPrefix(chosen.value, editor.getValue(), chosen.prefixes);
    if (line) editor.session.insert({ row: 0, column: 0 }, line);
  },
};

/** Completes variables that the query already has. */
const variableCompleter = {
  identifierRegexps: termCompleter.identifierRegexps,
  getCompletions(editor, session, position, typed, done) {
    const found = new Set(editor.getValue().match(/[?$]\w+/g));
    found.delete(typed);
    done(null, [...found].map((name) => ({ caption: name, value: name, meta: kinds.variable, score: 20 })));
  },
};

/** Completes places, actors and themes by what they are called. */
const nameCompleter = {
  identifierRegexps: termCompleter.identifierRegexps,
  async getCompletions(editor, session, position, typed, done) {
    const isKeyword = typed === typed.toUpperCase();
    if (typed.length < 3 || isKeyword || /[:?$]/.test(typed)) return done(null, []);
    await new Promise((later) => setTimeout(later, PAUSE_MS));
    const { row, column } = editor.getCursorPosition();
    if (row !== position.row || column !== position.column) return done(null, []);
    const address = new URL(form.dataset.suggestAddress, location.href);
    address.searchParams.set("q", typed);
    const answer = await fetch(address);
    const { member } = answer.ok ? await answer.json() : { member: [] };
    // in the order of the answer: places before themes before other actors
    done(null, member.map((one, place) => ({
      caption: one.name, value: `<${one.id}>`, meta: one.type, score: -place, completer: nameCompleter,
    })));
  },
  insertMatch(editor, chosen) {
    replaceTyped(editor, chosen.value);
  },
};

/**
 * Put a text where the word stands that was typed.
 * @param {object} editor
 * @param {string} text
 */
function replaceTyped(editor, text) {
  const { row, column } = editor.getCursorPosition();
  const before = editor.session.getLine(row).slice(0, column);
  const typed = before.match(/[\w:?$äöüÄÖÜß-]*$/)[0];
  editor.session.replace(new ace.Range(row, column - typed.length, row, column), text);
}

/** Return the language mode; Ace's own takes letters inside an IRI for keywords. */
function sparqlMode() {
  const { SPARQLHighlightRules } = ace.require("ace/mode/sparql_highlight_rules");
  const mode = new (ace.require("ace/mode/sparql").Mode)();
  mode.HighlightRules = class extends SPARQLHighlightRules {
    constructor() {
      super();
      this.$rules.start.unshift({ token: "string.iri", regex: "<[^<>\\s]*>" });
    }
  };
  return mode;
}

/** Set the colours of the reader's screen. */
function colour(editor) {
  editor.setTheme(dark.matches ? "ace/theme/github_dark" : "ace/theme/textmate");
}

/** Put the editor in the place of the text field. */
function start() {
  const box = document.createElement("div");
  box.className = "editor";
  field.after(box);
  const languageTools = ace.require("ace/ext/language_tools");
  ace.config.set("useStrictCSP", true);
  ace.config.set("loadWorkerFromBlob", false);
  const editor = ace.edit(box, {
    mode: sparqlMode(),
    value: field.value,
    fontSize: 15,
    tabSize: 2,
    wrap: true,
    minLines: 12,
    maxLines: 36,
    showPrintMargin: false,
    highlightActiveLine: false,
    enableBasicAutocompletion: true,
    enableLiveAutocompletion: true,
    enableKeyboardAccessibility: true,
    textInputAriaLabel: document.querySelector("label[for=query]").textContent,
  });
  languageTools.setCompleters([termCompleter, variableCompleter, nameCompleter]);
  // inside the form, so that the list belongs to a part of the page
  ace.require("ace/autocomplete").Autocomplete.for(editor).parentNode = form;
  // the list is an editor too: its hidden field must not take the focus
  new MutationObserver(() => {
    for (const hidden of form.querySelectorAll(".ace_autocomplete textarea")) hidden.disabled = true;
  }).observe(form, { childList: true });
  colour(editor);
  dark.addEventListener("change", () => colour(editor));
  field.hidden = true;
  editor.session.on("change", () => { field.value = editor.getValue(); });
  editor.commands.addCommand({
    name: "run",
    bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" },
    exec: () => form.requestSubmit(),
  });
  document.getElementById("editor-hilfe").hidden = false;
}

/** Keep what every reader has out of the address: it says "off", or nothing about inferences. */
function shortenAddress() {
  form.addEventListener("formdata", ({ formData }) => {
    const inferred = formData.getAll("inference").includes("on");
    formData.delete("inference");
    if (!inferred) formData.set("inference", "off");
  });
}

/** Offer the address of the query, which is its permanent link. */
function offerLink() {
  const button = form.querySelector("[data-copy-link]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = new URL(form.action);
    const said = new FormData(form);
    for (const name of ["query", "inference", "default-graph-uri", "named-graph-uri"]) {
      for (const value of said.getAll(name)) address.searchParams.append(name, value);
    }
    if (english) address.searchParams.set("lang", "en");
    await navigator.clipboard.writeText(address.href);
    form.querySelector("[data-copy-status]").textContent = button.dataset.done;
  });
}

start();
shortenAddress();
offerLink();
