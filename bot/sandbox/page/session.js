// Who I am on the page, where I stand, and the names of everybody and everything.

import { get } from "./api.js";

const REMEMBERED = "svarsvakt.me";

export class Session {
  constructor() {
    this.me = null; // a user's id
    this.place = null; // {kind: "channel", id} or {kind: "home"}
    this.thread = null; // ts of the message whose thread is open
    this.users = new Map();
    this.channels = new Map();
    this.groups = new Map();
    this.commands = [];
    this.shortcuts = [];
    this.conversations = [];
    this.bot = null;
    this.team = null;
    this.names = {
      person: (id) => this.users.get(id)?.real_name,
      channel: (id) => this.channels.get(id)?.name,
      group: (id) => this.groups.get(id)?.handle,
    };
  }

  /** Learn who and what there is. */
  async load() {
    const found = await get("workspace");
    this.team = found.team;
    this.bot = found.bot;
    this.users = new Map(found.users.map((user) => [user.id, user]));
    this.users.set(found.bot.user_id, { ...found.bot, id: found.bot.user_id, is_bot: true });
    this.channels = new Map(found.channels.map((channel) => [channel.id, channel]));
    this.groups = new Map((found.usergroups ?? []).map((group) => [group.id, group]));
    this.commands = found.commands;
    this.shortcuts = found.shortcuts;
    return found.app;
  }

  /** The people one can be, in the workspace's order. */
  people() {
    return [...this.users.values()].filter((user) => !user.is_bot);
  }

  /** Who I was when the page was last open, else the first editor. */
  remembered() {
    const before = sessionStorage.getItem(REMEMBERED);
    return this.users.has(before) ? before : this.people()[0].id;
  }

  /** Be somebody. */
  become(user) {
    this.me = user;
    sessionStorage.setItem(REMEMBERED, user);
  }

  async loadConversations() {
    this.conversations = (await get("conversations", { user: this.me })).conversations;
  }

  conversation(id) {
    return this.conversations.find((found) => found.id === id);
  }

  /** My direct messages with the bot. */
  botConversation() {
    return this.conversations.find((found) => found.with === this.bot.user_id);
  }

  /** What to call a conversation: "#kultur" or a person's name. */
  title(conversation) {
    if (!conversation) return "";
    if (conversation.kind === "channel") return `#${conversation.name}`;
    return this.names.person(conversation.with) ?? conversation.name;
  }

  author(message) {
    return this.users.get(message.user) ?? { id: message.user, real_name: message.username ?? message.user ?? "?" };
  }
}
