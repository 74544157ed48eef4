import { stayingStep } from "../../model/run/service-daemons.js";
import { defineRule } from "../rule.js";

export default defineRule({
  code: "RS151",
  name: "daemon-in-finish",
  language: "run",
  severity: "warning",
  category: "supervision",
  since: "0.1",
  what: "A finish script starts a program that stays",
  why:
    "finish is for what is to be done after run has ended, and run starts again when finish has: under runit a program " +
    "that stays in finish keeps the service down, and sv down has no effect on it; s6 kills it after five seconds",
  silent:
    "For programs that are not known to stay, loggers, in functions, pipelines and the background, inside `sh -c`, behind timeout, and when " +
    "the words of the command ask it to end another copy",
  sources: ["measured: runit 2.1.2, s6 2.11"],
  fixable: "none",
  messages: {
    stays: {
      text: "{program} stays, so finish never ends: runsv does not start run again, and sv down has no effect on {program}",
      help: "start {program} in run, or in a service of its own",
    },
  },
  example: {
    bad: "==> service/web/finish <==\n#!/bin/sh\nexec setuidgid web tcpserver -RHl0 0 8080 /usr/local/bin/sorryd\n",
    good: "==> service/web/finish <==\n#!/bin/sh\nexec logger -t web 'run has ended with exit code' \"$1\"\n",
  },
  on: {
    chain: (chain, { isFinish }, report) => {
      const { nested, inFunction, piped, background } = chain.place;
      if (!isFinish || nested || inFunction || piped || background) return;
      const daemon = stayingStep(chain);
      // A logger ends with its input.
      if (
        daemon === undefined ||
        daemon.program?.kind === "logger" ||
        chain.steps.some(({ name }) => name === "timeout")
      )
        return;
      if (daemon.arguments.some(({ text }) => text === undefined || ENDING.test(text))) return;
      report({ at: daemon.word, message: "stays", params: { program: daemon.name } });
    },
  },
});

/** Daemons end another copy of themselves, or tell it something, when a word of theirs says so. */
const ENDING =
  /^-*(stop|shutdown|quit|exit|leave|down|kill|release|reload|once|mktun|rmtun|test|version|help)$|^-[kqrsx]/i;
