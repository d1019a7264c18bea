// <board-place>: the place a result has just given, looked up until the board has counted it.
import { wordsOf } from "./words.js";

const PAUSES = [300, 700, 1500, 3000, 6000, 10_000]; // ms between looks

class BoardPlace extends HTMLElement {
  async connectedCallback() {
    const say = wordsOf(this);
    const [state, again] = [this.querySelector("[data-state]"), this.querySelector("a")];
    again.hidden = true;
    for (const pause of PAUSES) {
      await new Promise((over) => setTimeout(over, pause));
      const place = await this.#look();
      if (place) {
        state.textContent = say("Found", place.rank, place.of);
        return;
      }
    }
    state.textContent = say("Unknown");
    again.hidden = false;
  }

  async #look() {
    try {
      const answer = await fetch(`/api/leaderboard?around=me&limit=1&quizId=${this.dataset.quiz}`, { cache: "no-store" });
      const { leaderboard, totalUsers } = await answer.json();
      const mine = leaderboard?.find(({ userId }) => userId === this.dataset.user);
      const isCounted = mine && new Date(mine.lastActivity) >= new Date(this.dataset.since);
      return isCounted && { rank: mine.rank, of: totalUsers };
    } catch {
      return null; // the next look finds out whether the network is back
    }
  }
}

customElements.define("board-place", BoardPlace);
