/** Freezing what is handed to learner code for one question only. */

/**
 * Freezes an object that is made of literals, plain data and arrow functions, with all that it holds. As good as
 * `harden` for these, since everything they inherit from is hardened already; but `harden` keeps a record of each
 * object, and thousands of short-lived contexts are more of them than a small heap copes with.
 */
export function frozen<T extends object>(value: T): T {
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(value))) {
    const held: unknown = Reflect.get(descriptor, "get") ?? descriptor.value;
    if (typeof held === "function") Object.freeze(held);
    else if (typeof held === "object" && held !== null) frozen(held);
  }
  return Object.freeze(value);
}
