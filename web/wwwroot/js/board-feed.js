// What a board is, whenever it changes. A browser's tabs share one stream: the one that holds a lock listens, and tells the others.

const POLL = 10_000; // ms between questions while there is no stream
const PATIENCE = 6_000; // ms for the first event: a stream that is held back on its way is none
const AGAIN = 60_000; // ms until a stream is tried again

/**
 * @param {string} url of the stream; the board itself is at the same address without /stream
 * @param {(board: object) => void} tell called with each new state, as GET /api/leaderboard answers it
 * @returns {() => void} ends it
 */
export function openFeed(url, tell) {
  const end = new AbortController();
  const channel = new BroadcastChannel(`board ${url}`);
  let last;

  const listen = (board) => {
    last = board;
    channel.postMessage({ board });
    tell(board);
  };

  channel.onmessage = ({ data }) => {
    if (data.board)
      tell(data.board);
    else if (last) // somebody new asks the one who listens
      channel.postMessage({ board: last });
  };
  channel.postMessage({ hello: true });

  if (navigator.locks)
    navigator.locks
      .request(`board ${url}`, { signal: end.signal }, () => follow(url, listen, end.signal))
      .catch(() => {}); // ended before it was our turn
  else // without TLS there are none: a stream for each tab
    follow(url, listen, end.signal);

  return () => {
    end.abort();
    channel.close();
  };
}

async function follow(url, listen, signal) {
  while (!signal.aborted) {
    await stream(url, listen, signal);
    const until = Date.now() + AGAIN;
    while (!signal.aborted && Date.now() < until) {
      await poll(url.replace("/stream", ""), listen);
      await pause(POLL, signal);
    }
  }
}

// Until the stream has ended for good: the browser opens one again by itself that has only broken off.
function stream(url, listen, signal) {
  return new Promise((ended) => {
    const source = new EventSource(url);
    const close = () => {
      clearTimeout(silent);
      source.close();
      ended();
    };
    const silent = setTimeout(close, PATIENCE);
    source.addEventListener("leaderboard", (event) => {
      clearTimeout(silent);
      listen(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED)
        close();
    });
    signal.addEventListener("abort", close);
  });
}

async function poll(url, listen) {
  try {
    const answer = await fetch(url, { cache: "no-cache" });
    if (answer.ok)
      listen(await answer.json());
    else if (answer.status === 404) // the quiz was hidden: nothing to see, as the stream tells it too
      listen({ leaderboard: [], totalUsers: 0 });
  } catch {
    // The network is away; the next question finds out whether it is back.
  }
}

const pause = (ms, signal) =>
  new Promise((over) => {
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      over();
    });
  });
