// Ideas are dragged from column to column; the drop presses the card's own button for that stage,
// so that dragging, pressing and the keyboard go the same way, and lead to the same stages.
(() => {
  "use strict";

  function begin(board) {
    if (!board || !window.Sortable || board.dataset.begun) return;
    board.dataset.begun = "yes";
    for (const list of board.querySelectorAll("[data-stage]")) {
      window.Sortable.create(list, {
        group: { name: "ideas", put: (to, _from, card) => wayTo(card, to.el) !== null },
        sort: false,
        animation: 150,
        delay: 150,
        delayOnTouchOnly: true,
        draggable: "[data-card]",
        filter: "button, summary, form",
        preventOnFilter: false,
        ghostClass: "board-ghost",
        onStart: (event) => shut(board, event.item),
        onEnd: (event) => drop(board, event),
      });
    }
  }

  const wayTo = (card, list) => card.querySelector(`[data-to="${list.dataset.stage}"]`);

  // The columns that the card cannot go to stand back while it is dragged.
  function shut(board, card) {
    for (const list of board.querySelectorAll("[data-stage]"))
      list.classList.toggle("is-shut", !list.contains(card) && !wayTo(card, list));
  }

  // Sortable leaves a card in the last column that took it, wherever the hand lets go.
  function under({ clientX, clientY }) {
    const column = document.elementFromPoint(clientX, clientY)?.closest(".board-column");
    return column && column.querySelector("[data-stage]");
  }

  function drop(board, event) {
    const list = under(event.originalEvent) || event.to;
    const way = wayTo(event.item, list);
    for (const shutList of board.querySelectorAll(".is-shut")) shutList.classList.remove("is-shut");
    if (list !== event.from) {
      if (way) way.click();
      else document.getElementById("live").textContent = board.dataset.refusal;
      if (way && way.matches("button")) return;
    }
    event.from.insertBefore(event.item, event.from.children[event.oldIndex] || null);
  }

  const find = () => begin(document.querySelector("[data-board]"));
  document.addEventListener("htmx:afterSettle", find);
  find();
})();
