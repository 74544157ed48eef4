#!/usr/bin/env node
// The programs are bundled by `npm run build`. Stand-ins for real programs have a bundle of their own, which is small
// and starts fast.
const STAND_INS = ["tinydns-data", "tinydns-get"];

require(STAND_INS.includes(process.argv[2]) ? "../dist/stand-in.cjs" : "../dist/djblint.cjs");
