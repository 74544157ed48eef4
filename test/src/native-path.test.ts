import assert from "node:assert/strict";
import { nativePath, ownPath, pathOnWindows, windowsPath } from "djblint/native-path";

describe("paths of the system", () => {
  const PATHS = [
    ["C:\\host\\etc\\tcp.smtp", "/c:/host/etc/tcp.smtp", "c:/host/etc/tcp.smtp"],
    ["c:/host", "/c:/host", "c:/host"],
    ["\\\\server\\share\\data", "/file:server/share/data", "//server/share/data"],
    ["..\\etc\\tinydns", "../etc/tinydns", "../etc/tinydns"],
    ["/etc/tinydns", "/etc/tinydns", "/etc/tinydns"],
  ];
  for (const [native, own, again] of PATHS) {
    it(`of Windows: ${native}`, () => {
      assert.equal(pathOnWindows(native), own);
      assert.equal(windowsPath(own), again);
      assert.equal(pathOnWindows(again), own);
    });
  }

  it("are taken as they are elsewhere, with all bytes that a name may have", function () {
    if (process.platform === "win32") this.skip();
    for (const path of ["/etc/a\\b", "/c:/etc", "C:"]) {
      assert.equal(ownPath(path), path);
      assert.equal(nativePath(path), path);
    }
  });
});
