// The two-minute story: what to do, step by step. The demo tells which steps are done (`story`) and what the texts
// need to know (`facts`); see ../story.py.

/** Each step: its name in the demo's story, title, text from the facts, a button that helps, and what came of it. */
export const STEPS = [
  {
    name: "round",
    title: "Dags för en koll",
    text: () =>
      "Det är fredag eftermiddag. Låt klockan gå till 15.00: då kallar boten till dagens sista runda. Klicka sedan på ”Jag har tittat”.",
    help: { label: "Till 15.00", until: "round_at" },
  },
  {
    name: "claimed",
    title: "Ta en kommentar",
    text: ({ claim, channel_name: name }) =>
      `I #${name} väntar kommentar ${claim ?? ""}. Klicka på ”Jag tar den” på kortet. Kollegorna ser genast att den är din.`,
    help: { label: "Visa kortet", show: "claim" },
  },
  {
    name: "answered",
    title: "Svara, och glöm namnet",
    text: () =>
      "Svaret skriver du på Facebook. Här noterar du att det är gjort, med eller utan text. Prova ett svar utan ditt namn.",
    help: { label: "Fyll i åt mig", fill: "answer" },
  },
  {
    name: "mended",
    title: "En vänlig påminnelse",
    text: () =>
      "Varje svar ska sluta med förnamnet. Boten märker att ”/Anna” saknas och säger det till dig, ingen annan. Rätta svaret.",
    help: { label: "Visa påminnelsen", direct: true },
  },
  {
    name: "evening",
    title: "Fredag kväll",
    text: ({ evening_received: received }) =>
      received
        ? `Hittills i kväll: ${received} kommentarer.`
        : "Ett inlägg sprids och sextio kommentarer kommer in på kvällen. Spola till måndag morgon och håll ögonen på telefonen.",
    outcome: ({ evening_received: received, evening_told: told }) =>
      told
        ? `${received} kommentarer kom in. Boten skrev ${told} gånger under helgen.`
        : `${received} kommentarer kom in. Ingen telefon plingade: boten väntade till måndag 08.00.`,
    help: { label: "Spola till måndag 08.00", until: "monday_at" },
  },
  {
    name: "sorted",
    title: "Måndagens enda meddelande",
    text: () =>
      "Allt från helgen står i ett meddelande: först det som ska besvaras, sedan ”Troligen inget svar”. Stäng de senare med ett klick.",
    help: { label: "Visa kanalen", channel: "channel" },
  },
  {
    name: "away",
    title: "Bo är sjuk",
    text: () =>
      "Bo hinner ta två kommentarer, sedan går han hem med feber. Markera honom som borta: det han hade blir genast ledigt, och den som är på plats får veta det.",
    help: { label: "Fyll i åt mig", until: "away_at", fill: "away" },
  },
  {
    name: "why",
    title: "Varför den tiden?",
    text: ({ why }) => `Öppna menyn ··· på ett kort och välj ”Varför den tiden?”, eller skriv ${why ?? ""}.`,
    help: { label: "Fyll i åt mig", fill: "why" },
  },
  {
    name: "crash",
    title: "Krascha boten",
    text: ({ crashed }) =>
      crashed
        ? "Boten är nere (kill -9). Kommentarerna som kommer nu väntar utanför. Starta den igen."
        : "Krascha boten med knappen uppe till höger, just när nya kommentarer kommer in. Starta den igen: inget förlorat, inget dubbelt.",
    outcome: ({ handed_in: given, stored, doubled }) =>
      `Inlämnade kommentarer: ${given}. I lagret: ${stored}. Dubbla meddelanden: ${doubled}.`,
    help: { label: "Krascha och starta", until: "crash_at", crash: true },
  },
  {
    name: "week",
    title: "Veckan i korthet",
    text: ({ supervisor_name: name }) =>
      `Måndag klockan 12 får ${name ?? "den kommunikationsansvariga"} veckan som gått i ett meddelande. Byt person och se efter.`,
    help: { label: "Till måndag 12.00", until: "week_at", become: "supervisor", direct: true },
  },
];
