// What a step's button in the guide does, with the same means as a person has.

const DOWN_MS = 1500;

/** Gives the function that helps with a step on `page`. */
export function helper(page) {
  return async ({ help }) => {
    const { facts } = page.demo.found;
    if (help.until) await page.clock.skip(facts[help.until]);
    if (help.crash) await crashAndStart(page);
    if (help.become && facts[help.become]) await page.become(facts[help.become]);
    if (help.fill) {
      await toChannel(page, facts.channel);
      page.composer.put(facts[help.fill] ?? "");
    }
    if (help.channel) await toChannel(page, facts[help.channel]);
    if (help.direct) await page.go({ kind: "channel", id: page.session.botConversation().id });
    if (help.show) {
      await toChannel(page, facts.channel);
      show(page, facts[`${help.show}_ts`]);
    }
  };
}

async function toChannel(page, channel) {
  const { place } = page.session;
  if (!page.session.conversation(channel) || (place.kind === "channel" && place.id === channel)) return;
  await page.go({ kind: "channel", id: channel });
}

/** Put the focus on a message. */
function show(page, ts) {
  const row = page.messages.find(ts);
  row?.scrollIntoView({ block: "center" });
  row?.querySelector("article").focus({ preventScroll: true });
}

/** Kill the bot, let the next thing happen while it is down long enough to see, and start it. */
async function crashAndStart(page) {
  await page.demo.crash();
  await page.clock.skip();
  await new Promise((resolve) => setTimeout(resolve, DOWN_MS));
  await page.demo.startBot();
}
