-- nvim --headless -u NONE -i NONE -n -c 'luafile neovim.lua' FILE: diagnostics and hover from the server in DJBLINT.
local function say(...)
  io.stdout:write(table.concat(vim.tbl_map(tostring, { ... }), " ") .. "\n")
end

local function check()
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = "djblint",
    cmd = { "node", vim.env.DJBLINT, "lsp", "--stdio" },
    root_dir = vim.fn.getcwd(),
  })
  assert(id and vim.lsp.buf_attach_client(buffer, id), "the server does not start")
  local found = vim.wait(10000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
  assert(found, "no diagnostics")
  local wanted = false
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    wanted = wanted or diagnostic.code == vim.env.EXPECTED
  end
  assert(wanted, vim.env.EXPECTED .. " is not found")
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/hover", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = 0, character = 3 },
  }, 5000)
  local hover = answers and answers[id] and answers[id].result
  assert(hover and #hover.contents.value > 0, "no hover")
  vim.lsp.get_client_by_id(id).stop()
  vim.wait(2000, function() return vim.lsp.get_client_by_id(id) == nil end, 20)
end

local ok, fault = pcall(check)
say(ok and "  ok Neovim shows diagnostics and hovers" or "  not ok Neovim: " .. tostring(fault))
vim.cmd(ok and "qall!" or "cquit 1")
