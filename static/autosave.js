// Fields that save themselves: what is saved counts as saved, and a button waits for a save under way.
(function () {
  "use strict";

  for (const piece of document.querySelectorAll("[data-scripted]")) piece.hidden = false;

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
      if (field.type === "radio") field.defaultChecked = field.value === text;
      else field.defaultValue = text;
    }
  }

  function tell(place, words) {
    const line = document.createElement("p");
    line.className = "saved-words saved-refused";
    line.textContent = words;
    const saved = place.querySelector(".saved");
    for (const old of saved.querySelectorAll(".saved-words")) old.remove();
    saved.append(line);
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
    if (event.detail.xhr.status === 200 && !place.querySelector(".saved-refused")) {
      const form = place.closest("form");
      place.removeAttribute("data-unsaved");
      const sent = event.detail.requestConfig.parameters;
      for (const [name, text] of Object.entries(sent)) {
        if (!form.elements[`seen_${name}`]) continue;
        settle(form, name, text);
        // News that left the server before this save comes late, and is known to be old by this.
        place.dataset.passed = `${place.dataset.passed || ""} ${sent[`seen_${name}`]}`;
      }
    }
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
    tell(place, place.dataset.lost);
  });

  window.addEventListener("online", () => {
    for (const line of document.querySelectorAll("[data-autosave] .saved-refused")) {
      htmx.trigger(line.closest("[data-autosave]"), "change");
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
