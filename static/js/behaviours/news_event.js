// Whether something htmx does was asked for by news, not by a person.
export function isNews(event) {
  return event.detail?.ctx?.sourceEvent?.type === "news";
}
