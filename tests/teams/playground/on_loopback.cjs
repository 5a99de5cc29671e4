// The Playground listens on every interface of the machine. Required before it starts, this gives a server that
// names no host 127.0.0.1 instead.
const { Server } = require("node:net");

const listen = Server.prototype.listen;

Server.prototype.listen = function (where, ...rest) {
  if (where !== null && typeof where === "object" && where.port !== undefined && !where.host) {
    return listen.call(this, { ...where, host: "127.0.0.1" }, ...rest);
  }
  const isPort = typeof where === "number" || /^\d+$/.test(String(where));
  return isPort && typeof rest[0] !== "string"
    ? listen.call(this, where, "127.0.0.1", ...rest)
    : listen.call(this, where, ...rest);
};
