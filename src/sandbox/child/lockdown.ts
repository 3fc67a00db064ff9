/** Freezes what all code in this process shares. Everything that must be captured before is captured by then. */
import "ses";

export function lockDown(): void {
  repairIntrinsics({
    errorTaming: "unsafe", // learners need their line; traces stay texts, call sites stay out of reach
    overrideTaming: "severe", // ordinary classes may name a property `constructor` or `toString`
    consoleTaming: "unsafe",
    errorTrapping: "none",
    unhandledRejectionTrapping: "none",
    reporting: "none",
    stackFiltering: "verbose",
    localeTaming: "unsafe",
    evalTaming: "safe-eval",
  });
  nameReplaced();
  hardenIntrinsics();
}

/** The evaluator's own versions of these have the names that bundling gave them; learners are told what they wrote. */
function nameReplaced(): void {
  for (const [name, own] of Object.entries({ Date, RegExp, Error })) {
    for (const one of [own, own.prototype.constructor]) Object.defineProperty(one, "name", { value: name });
  }
}
