// Fields that save themselves: what is saved counts as saved, a button waits for a save under way,
// and what could not be saved is tried again; the focus stays where the writer has it.
(function () {
  "use strict";

  for (const piece of document.querySelectorAll("[data-scripted]")) piece.hidden = false;

  const pages = window.referenceledelse;
  const part = (event) => event.target.closest("[data-autosave]");
  let underWay = 0;
  let held = null;

  const fieldsOf = (form, name) => {
    const found = form.elements[name];
    return found instanceof RadioNodeList ? [...found] : [found];
  };

  // What the server has is what the field started from, as far as unsaved words go.
  function settle(form, name, text) {
    for (const field of fieldsOf(form, name)) {
      delete field.dataset.unsaved;
      if (field.options) for (const one of field.options) one.defaultSelected = one.value === text;
      else if (field.type === "radio") field.defaultChecked = field.value === text;
      else field.defaultValue = text;
    }
  }

  const words = document.getElementById("save-words").dataset;

  // Beside the field, quietly; the same words are not said twice.
  function tell(place, line) {
    const saved = place.querySelector(".saved");
    const old = saved.querySelector(".saved-refused");
    if (old?.textContent.trim() === line.textContent.trim()) return;
    for (const one of saved.querySelectorAll(".saved-words")) one.remove();
    saved.append(line);
  }

  function say(place, told) {
    const line = document.createElement("p");
    line.className = "saved-words saved-refused";
    line.setAttribute("role", "status");
    line.textContent = told;
    tell(place, line);
  }

  // What was not saved is tried again: soon, then more seldom, and as soon as the writer is back.

  const WAITS = [2, 4, 8, 15, 30, 60];
  const waiting = new Map();

  function again(place) {
    if (!place.isConnected) waiting.delete(place);
    else if (!("saving" in place.dataset)) htmx.trigger(place, "change");
  }

  function later(place) {
    const { tries, timer } = waiting.get(place) || { tries: 0 };
    window.clearTimeout(timer);
    const wait = WAITS[Math.min(tries, WAITS.length - 1)] * 1000;
    waiting.set(place, { tries: tries + 1, timer: window.setTimeout(() => again(place), wait) });
  }

  function calm(place) {
    window.clearTimeout(waiting.get(place)?.timer);
    waiting.delete(place);
  }

  const allAgain = () => { for (const place of [...waiting.keys()]) again(place); };
  window.addEventListener("online", allAgain);
  window.addEventListener("focus", allAgain);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) allAgain(); });

  function refused(place, xhr) {
    if (pages.isSignIn(xhr)) {
      tell(place, document.getElementById("signed-out-here").content.firstElementChild.cloneNode(true));
      return later(place);
    }
    if (xhr.status >= 500 || xhr.status === 429) {
      say(place, words.fault);
      return later(place);
    }
    const { refusal, token } = pages.read(xhr);
    if (token) pages.renew(token);
    if (token && !("renewed" in place.dataset)) {
      place.dataset.renewed = "";
      window.setTimeout(() => again(place), 50);
      return undefined;
    }
    const reason = refusal?.querySelector(".alert-text") || refusal?.querySelector(".alert-heading");
    const told = reason?.textContent.trim() || (xhr.status === 413 ? words.large : "");
    say(place, [words.refused, told, words.copy].filter(Boolean).join(" "));
    // Who signs in as the writer again is met with a save.
    return xhr.status === 403 ? later(place) : calm(place);
  }

  // A fragment belongs in the page, a refusal of the whole request beside the field.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const place = part(event);
    if (!place) return;
    event.stopPropagation();
    const { xhr } = event.detail;
    const isFragment = xhr.status < 500 && /<div class="saved"/.test(xhr.responseText.slice(0, 400));
    place.toggleAttribute("data-refused", !isFragment);
    if (isFragment) return calm(place);
    event.detail.shouldSwap = false;
    refused(place, xhr);
  });

  // The page says that words are not saved yet until the last of them is.
  function settleNews() {
    const news = document.querySelector("#kept .alert-body");
    if (!news || document.querySelector("main [data-unsaved]")) return;
    const line = news.querySelector(".alert-heading");
    line.textContent = words.saved;
    news.replaceChildren(line);
  }

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const place = part(event);
    if (!place) return;
    // Two texts lie side by side: nothing more is saved here until the writer has chosen.
    if (place.querySelector("[data-meets]:not([data-chosen])")) event.preventDefault();
    else {
      underWay += 1;
      place.dataset.saving = "";
    }
  });

  document.body.addEventListener("htmx:afterRequest", (event) => {
    const place = part(event);
    if (!place) return;
    underWay -= 1;
    delete place.dataset.saving;
    if (event.detail.xhr.status === 200 && !("refused" in place.dataset) && !place.querySelector(".saved-refused")) {
      const form = place.closest("form");
      delete place.dataset.renewed;
      place.removeAttribute("data-unsaved");
      const sent = event.detail.requestConfig.parameters;
      for (const [name, text] of Object.entries(sent)) {
        if (!form.elements[`seen_${name}`]) continue;
        settle(form, name, text);
        // News that left the server before this save comes late, and is known to be old by this.
        place.dataset.passed = `${place.dataset.passed || ""} ${sent[`seen_${name}`]}`;
      }
    }
    settleNews();
    // A save that waited its turn begins right after this one.
    window.setTimeout(() => {
      if (underWay || !held) return;
      const { form, submitter } = held;
      held = null;
      form.requestSubmit(submitter);
    }, 30);
  });

  // The words that a save under way carries are not yet what the page was made from, so a button
  // pressed in the middle would meet its own writer's text.
  document.addEventListener("submit", (event) => {
    if (!underWay || !event.target.querySelector("[data-autosave]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = { form: event.target, submitter: event.submitter };
  }, true);

  document.body.addEventListener("htmx:sendError", (event) => {
    const place = part(event);
    if (!place) return;
    event.stopPropagation();
    say(place, words.lost);
    later(place);
  });

  // Words that came back through signing in are saved at once.
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-autosave]")) {
      if (place.querySelector("[data-unsaved]")) again(place);
    }
  });

  // Two texts in one field: the writer chooses, and then it is saved.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const theirs = button.closest("[data-meets]");
    const place = button.closest("[data-autosave]");
    const form = place.closest("form");
    const field = form.elements[theirs.dataset.meets];
    theirs.dataset.chosen = button.dataset.take;
    form.elements[`seen_${theirs.dataset.meets}`].value = theirs.dataset.seen;
    if (button.dataset.take === "theirs") field.value = theirs.dataset.value;
    if (button.dataset.take === "both") field.value = `${theirs.dataset.value}\n\n${field.value}`;
    fieldsOf(form, theirs.dataset.meets).find((one) => one.type !== "radio" || one.checked)?.focus();
    htmx.trigger(place, "change");
  });
})();
