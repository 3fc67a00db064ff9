/** Freezes what all code in this process shares. Everything that must be captured before is captured by then. */
import "ses";

export function lockDown(): void {
  lockdown({
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
}
