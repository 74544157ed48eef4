/** Which top-level domains there are, as far as slips of the fingers need it. IANA, Root Zone Database. */

/** All of two letters: countries. */
const COUNTRIES = new Set(
  (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz " +
    "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr " +
    "ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it " +
    "je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly " +
    "ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om " +
    "pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz " +
    "tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
  ).split(" "),
);

/** The usual longer ones, and all of more than two letters that are one letter away from one of them. */
const USUAL = new Set("com net org info biz edu gov".split(" "));
const BESIDE_USUAL = new Set("bom cam mom bet nec new next ntt pet vet ong bid bio goo gop got mov".split(" "));

/** Whether there is no top-level domain as written, one letter away from one that is meant; false where that is not known. */
export function isNoTopLevel(written: string, usual: string): boolean {
  if (written.length <= 2) return !COUNTRIES.has(written);
  return USUAL.has(usual) && !USUAL.has(written) && !BESIDE_USUAL.has(written);
}

/** Whether a name ends in a top-level domain of a country, or one of the usual longer ones. */
export function hasUsualTopLevel(name: string): boolean {
  const top = name.slice(name.lastIndexOf(".") + 1);
  return COUNTRIES.has(top) || USUAL.has(top);
}
