// The workspace's page API (see ../README.md). A refusal becomes a Refusal with the server's code.

export class Refusal extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

/** GET `/sandbox/<path>` with these query fields. */
export async function get(path, query = {}) {
  const known = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return answer(await fetch(`/sandbox/${path}?${new URLSearchParams(known)}`));
}

/** Like `get`, for one place on the page: null if it was asked again meanwhile, so that no old answer wins. */
export function newest() {
  let last = 0;
  return async (path, query) => {
    const mine = (last += 1);
    const found = await get(path, query);
    return mine === last ? found : null;
  };
}

/** POST `/sandbox/<path>`. */
export async function post(path, body) {
  return answer(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Puts a file into the workspace, and gives back what Slack would say of it. */
export async function putFile(user, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return (await post("files", { user, name: file.name, content: btoa(text) })).file;
}

/** Calls `heard(change)` for each change this person may know of, and `opened()` after each (re)connect. */
export function stream(user, { heard, opened, lost }) {
  const source = new EventSource(`/sandbox/stream?${new URLSearchParams({ user })}`);
  source.addEventListener("change", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("hello", opened);
  source.addEventListener("error", lost);
  return () => source.close();
}

async function answer(response) {
  const found = await response.json().catch(() => null);
  if (!response.ok || !found || found.ok === false) {
    throw new Refusal(found?.error ?? `http_${response.status}`, found?.message);
  }
  return found;
}
