/** Mocha's spec reporter, ended by one line that tools read: `N passed, N failed`. */
import Mocha from "mocha";

export default class ClosingLine extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      // `epilogue` of the parent has been printed by now: it listens to the same event and came first.
      console.log(`${passes} passed, ${failures} failed`);
    });
  }
}
