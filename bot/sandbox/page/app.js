// The page: puts the parts together and lets the workspace's changes reach them.

import { get, newest, post, stream } from "./api.js";
import { ClockBar } from "./clockbar.js";
import { Composer } from "./composer.js";
import { Demo } from "./demo.js";
import { Guide } from "./guide.js";
import { helper } from "./helping.js";
import { Home } from "./home.js";
import { announce } from "./live.js";
import { MessageList } from "./messages.js";
import { Modals } from "./modal.js";
import { Session } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { T } from "./texts.js";
import { ThreadPanel } from "./thread.js";

const at = (id) => document.getElementById(id);

class Page {
  constructor() {
    const session = new Session();
    this.session = session;
    const openThread = (ts) => this.thread.open(session.place.id, ts);
    this.messages = new MessageList({ session, scroller: at("scroller"), list: at("messages"), openThread });
    this.home = new Home({ session, root: at("home") });
    this.modals = new Modals({ session });
    this.thread = new ThreadPanel({ session, root: at("thread"), closed: () => {} });
    const place = () => ({ channel: session.place.id, label: T.writeTo(session.title(session.conversation(session.place.id))) });
    this.composer = new Composer({ session, root: at("composer"), place, sent: () => this.messages.toEnd() });
    const [go, become] = [(where) => this.go(where), (user) => this.become(user)];
    this.sidebar = new Sidebar({ session, root: at("sidebar"), go, become });
    this.getMessages = newest();
    this.refreshing = new Map(); // what is being fetched -> whether it must be fetched once more
  }

  async start() {
    await this.session.load();
    this.demo = new Demo({ heard: (found) => this.heardDemo(found) });
    this.clock = new ClockBar({ demo: this.demo, root: at("clock") });
    this.guide = new Guide({ root: at("guide"), toggle: at("guide-toggle"), help: (step) => helper(this)(step) });
    const isDemo = await this.demo.start();
    document.body.classList.toggle("with-demo", isDemo);
    at("clock").hidden = !isDemo;
    at("guide-toggle").hidden = !isDemo;
    if (!isDemo) this.guide.setHidden(true);
    at("menu-toggle").addEventListener("click", () => this.drawer(at("sidebar").dataset.open !== "yes"));
    document.addEventListener("acted", (event) => this.acted(event.detail));
    await this.become(this.session.remembered());
  }

  /** Be somebody else: everything is seen with her eyes from now on. */
  async become(user) {
    this.hangUp?.();
    this.thread.close();
    this.session.become(user);
    this.clock.quiet();
    this.messages.clear();
    await this.session.loadConversations();
    const { conversations, place } = this.session;
    const stays = place?.kind === "channel" && this.session.conversation(place.id);
    const first = conversations.find(({ kind }) => kind === "channel") ?? conversations[0];
    await this.go(stays || place?.kind === "home" ? place : { kind: "channel", id: first.id });
    this.hangUp = stream(user, {
      heard: (change) => this.heard(change),
      opened: () => this.connected(),
      lost: () => this.offline(true),
    });
  }

  /** Look at a channel, a direct message or the home tab. */
  async go(place) {
    const { session } = this;
    this.thread.close();
    session.place = place;
    this.drawer(false);
    const home = place.kind === "home";
    at("home").hidden = !home;
    at("conversation").hidden = home;
    const conversation = session.conversation(place.id);
    at("place-title").textContent = home ? `${T.home}, ${session.bot.real_name}` : session.title(conversation);
    at("place-topic").textContent = home ? "" : (session.channels.get(place.id)?.topic ?? "");
    document.title = `${at("place-title").textContent} – ${session.team.name}`;
    this.sidebar.draw();
    if (home) return this.home.open();
    this.messages.clear();
    this.composer.show();
    if (conversation.with === session.bot.user_id) post("messages/open", { user: session.me }).catch(() => {});
    this.unreadAtOpening = conversation.unread;
    return this.refreshMessages();
  }

  async refreshMessages() {
    const { place, me } = this.session;
    if (place?.kind !== "channel") return;
    const found = await this.getMessages("messages", { user: me, channel: place.id, limit: 100 });
    if (!found || this.session.place !== place || this.session.me !== me) return;
    this.messages.show(place.id, found.messages, { unread: this.unreadAtOpening });
    const last = found.messages.at(-1)?.ts;
    if (last) await post("read", { user: me, channel: place.id, ts: last });
  }

  async refreshConversations() {
    await this.session.loadConversations();
    this.sidebar.draw();
  }

  /** Fetch again, once at a time; changes that come meanwhile make one more turn. */
  async refresh(name, fetching) {
    if (this.refreshing.has(name)) {
      this.refreshing.set(name, true);
      return;
    }
    do {
      this.refreshing.set(name, false);
      await fetching().catch((fault) => console.warn(`${name}: ${fault.stack ?? fault}`));
    } while (this.refreshing.get(name));
    this.refreshing.delete(name);
  }

  heard(change) {
    const { session } = this;
    if (this.demo.found) this.refresh("demo", () => this.demo.look());
    const here = session.place?.kind === "channel" && change.channel === session.place.id;
    if (change.kind.startsWith("message") || change.kind === "ephemeral") {
      if (here) this.refresh("messages", () => this.refreshMessages());
      if (this.thread.isOpen && change.channel === this.thread.channel) this.refresh("thread", () => this.thread.refresh());
      this.refresh("conversations", () => this.refreshConversations());
      if (change.kind === "message" || change.kind === "ephemeral") this.tell(change);
    } else if (change.kind === "home" && session.place?.kind === "home") this.refresh("home", () => this.home.refresh());
    else if (change.kind === "modals") this.refresh("modals", () => this.modals.refresh());
    else if (change.kind === "conversations") this.refresh("conversations", () => this.refreshConversations());
  }

  /** A new message from somebody else: the phone makes a sound, a screen reader says it. */
  async tell({ kind, channel, ts, thread_ts, author }) {
    const { session } = this;
    if (author === session.me) return;
    if (kind === "message" && !thread_ts) this.clock.ping();
    const { messages } = await get("messages", { user: session.me, channel, thread_ts, limit: 20 }).catch(() => ({ messages: [] }));
    const found = messages.find((message) => message.ts === ts);
    if (!found) return;
    const text = found.text.replace(/<[^>|]*\|([^>]*)>/g, "$1").replace(/[*_~`<>]/g, "");
    announce(T.said(session.author(found).real_name, session.title(session.conversation(channel)), text));
  }

  async connected() {
    this.offline(false);
    await Promise.all([
      this.refresh("conversations", () => this.refreshConversations()),
      this.refresh("messages", () => this.refreshMessages()),
      this.refresh("modals", () => this.modals.refresh()),
      this.refresh("thread", () => this.thread.refresh()),
    ]);
  }

  heardDemo(found) {
    this.clock.show(found);
    this.guide.show(found);
  }

  /** Some steps of the story leave no trace in the store; the page sees them. */
  acted({ said }) {
    if (/varför|why/i.test(said)) this.guide.notice("why");
  }

  offline(lost) {
    at("offline").hidden = !lost;
    at("offline").textContent = lost ? T.reconnecting : "";
  }

  /** The channel list as a drawer, on a narrow screen. */
  drawer(open) {
    at("sidebar").dataset.open = open ? "yes" : "no";
    at("menu-toggle").setAttribute("aria-expanded", String(open));
    at("menu-toggle").setAttribute("aria-label", open ? T.closeMenu : T.openMenu);
    if (open) at("sidebar").querySelector("button")?.focus();
  }
}

new Page().start();
