// What one can write to Svarsvakt, for suggestions while typing. The bot itself decides what it understands.

/** [word, what follows it, what it does] after `/svarsvakt`. */
export const WORDS = [
  ["hjälp", "[ämne]", "Vad Svarsvakt kan"],
  ["lista", "[mina|sena|alla]", "Det som väntar"],
  ["visa", "N", "Hela kommentaren"],
  ["ta", "N", "Jag tar den"],
  ["släpp", "N", "Någon annan får ta den"],
  ["bemött", "N [text]", "Har sagt att vi återkommer"],
  ["besvarad", "N [text]", "Besvarad"],
  ["inget-svar", "N …", "Behöver inget svar"],
  ["hänvisad", "N till vem", "Någon annan svarar"],
  ["dold", "N skäl", "Jag har dolt den"],
  ["borttagen", "N skäl", "Jag har tagit bort den"],
  ["brådskande", "N [skäl]", "Kan inte vänta"],
  ["enskilt", "N [till vem]", "Enskilt ärende"],
  ["svar", "N [ord]", "Skriv svar, med enhetens färdiga svar"],
  ["läs", "N", "Läs en kollegas utkast"],
  ["färdiga", "[ord]", "Enhetens färdiga svar"],
  ["registrator", "N [diarienummer]", "Till registrator"],
  ["bilaga", "N", "Spara en skärmbild eller annan fil"],
  ["utlämna", "", "Lämna ut handlingar, med sekretessprövning"],
  ["öppna", "N", "Öppna den igen"],
  ["ny", "", "Lägg till en kommentar"],
  ["rundan", "", "Jag har tittat"],
  ["borta", "[@kollega] FRÅN [TILL]", "Borta, egen eller en kollegas frånvaro"],
  ["tillbaka", "[@kollega] [DAG]", "Tillbaka igen"],
  ["kris", "[slut]", "Krisläge"],
  ["jour", "[vecka|dag|luckor]", "Vem som har jour; jour ta DAG tar en dag"],
  ["beredskap", "[@kollega FRÅN TILL]", "Vem som nås utanför arbetstid när något är brådskande"],
  ["kalender", "[ny|av]", "Dina jourdagar i din egen kalender"],
  ["koppla", "[bort]", "Samma du i Slack och i Teams"],
  ["byt", "DAG [@kollega] [mot DAG]", "Fråga om någon kan ta din jour"],
  ["veckan", "[47]", "Veckan i korthet"],
  ["varför", "N", "Varför den tiden?"],
  ["status", "", "Hur det står till just nu"],
  ["inställningar", "", "Mitt namn och mina dagar"],
  ["person", "@namn redaktör FÖRNAMN", "För kommunikationsansvariga: ny i enheten"],
  ["regler", "[regel värde]", "Vad som gäller, och var det kommer ifrån"],
  ["ändringar", "", "För kommunikationsansvariga: vem som har ändrat vad"],
  ["stängt", "FRÅN [TILL] [vad]", "För kommunikationsansvariga: enheten har stängt"],
  ["övning", "", "En kommentar att öva på"],
];

/**
 * What could be meant by `text` (all that stands before the caret): [{insert, label, hint, description}], where
 * `insert` replaces the text from `from`.
 */
export function suggestions(text, session) {
  const name = text.match(/(^|\s)@(\p{L}*)$/u);
  if (name) return people(text.length - name[2].length - 1, name[2], session);
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const word = text.match(/^\/svarsvakt\s+(\S*)$/);
  if (word) return subcommands(text.length - word[1].length, word[1].toLowerCase());
  if (/\s/.test(text)) return [];
  return session.commands
    .filter(({ command }) => command.startsWith(text.toLowerCase()) && command !== text)
    .map(({ command, description, usage_hint }) => ({
      from: 0,
      insert: `${command} `,
      label: command,
      hint: usage_hint ?? "",
      description: description ?? "",
    }));
}

function subcommands(from, begun) {
  return WORDS.filter(([word]) => word.startsWith(begun) && word !== begun).map(([word, hint, description]) => ({
    from,
    insert: `${word} `,
    label: word,
    hint,
    description,
  }));
}

function people(from, begun, session) {
  const all = [...session.users.values()];
  return all
    .filter(({ real_name, name }) => [real_name, name].some((n) => n?.toLowerCase().startsWith(begun.toLowerCase())))
    .map(({ name, real_name, title }) => ({
      from,
      insert: `@${name} `,
      label: real_name,
      hint: `@${name}`,
      description: title ?? "",
    }));
}
