// Texts stand in pairs where they are used, Indonesian first: say("Mulai", "Start").

let language = "id";

export function use(code) {
  language = code;
  document.documentElement.lang = code;
}

export function current() {
  return language;
}

export function say(indonesian, english) {
  return language === "en" ? english : indonesian;
}

/** A text of the questionnaire, which has both. */
export function textOf(pair) {
  return pair[language];
}

export function timeOf(milliseconds) {
  return new Date(milliseconds).toLocaleString(language === "en" ? "en-GB" : "id-ID", { dateStyle: "medium", timeStyle: "short" });
}

export function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [property, value] of Object.entries(properties ?? {})) {
    if (property in made) {
      made[property] = value;
    } else {
      made.setAttribute(property, value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(className, text, press, properties) {
  return element("button", { type: "button", className, onclick: press, ...properties }, text);
}
