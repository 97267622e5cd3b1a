// What this browser remembers of a visitor's habits (speed, captions, sound only); nothing of it ever leaves the browser.

export const remembered = {
  get(key) { try { return localStorage.getItem(`ris.${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`ris.${key}`, value); } catch { /* private mode: then for this page only */ } },
};
