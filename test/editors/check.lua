-- Neovim as a plain, independent LSP client over stdio. It must run on 0.7,
-- which has neither pull diagnostics nor the newer client functions.
-- SERVER, FOLDER and NODE come from runNeovim.ts, which reads the lines
-- "ok <title>" and "failed <title>: <reason>".

local failed = false
local client

-- The line before may hold what Neovim itself has written.
local function write(line)
  io.stdout:write("\n" .. line:gsub("\n", " ") .. "\n")
end

local function check(title, work)
  local ok, reason = pcall(work)
  if ok then
    write("ok " .. title)
  else
    failed = true
    write("failed " .. title .. ": " .. tostring(reason))
  end
end

local function wait(what, condition)
  assert(vim.wait(20000, condition, 20), "waited in vain until " .. what)
end

local function open(path)
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.FOLDER .. "/" .. path))
  vim.bo.filetype = "markdown"
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

local function finding(buffer, code, text)
  local found
  wait(code .. " stands at " .. text, function()
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      local data = diagnostic.user_data and diagnostic.user_data.lsp or {}
      local line = vim.api.nvim_buf_get_lines(
        buffer, diagnostic.lnum, diagnostic.lnum + 1, false)[1]
      local words = line:sub(diagnostic.col + 1, diagnostic.end_col)
      if (diagnostic.code or data.code) == code and words == text then
        found = diagnostic
      end
    end
    return found ~= nil
  end)
  return found
end

local function request(buffer, method, line, character, extra)
  local params = vim.tbl_extend("force", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = character },
  }, extra or {})
  local replies = vim.lsp.buf_request_sync(buffer, method, params, 20000)
  local reply = assert(replies and replies[client], "no reply to " .. method)
  assert(reply.err == nil, vim.inspect(reply.err))
  return reply.result
end

local function labels(result)
  return vim.tbl_map(function(item)
    return item.label
  end, result.items or result)
end

local function line_of(buffer, text)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for number, line in ipairs(lines) do
    local start = line:find(text, 1, true)
    if start then
      return number - 1, start - 1
    end
  end
  error("no " .. text)
end

check("the server starts", function()
  client = vim.lsp.start_client({
    name = "evidence-portfolio",
    cmd = { vim.env.NODE, vim.env.SERVER, "--stdio" },
    root_dir = vim.env.FOLDER,
    workspace_folders = {
      { uri = vim.uri_from_fname(vim.env.FOLDER), name = "fixture" },
    },
  })
  assert(client, "no client")
  wait("it is initialised", function()
    local started = vim.lsp.get_client_by_id(client)
    return started ~= nil and started.server_capabilities ~= nil
      and next(started.server_capabilities) ~= nil
  end)
end)

local evidence

check("findings are pushed to the right words", function()
  evidence = open("evidence/e02.md")
  finding(evidence, "unknown-standard", "QIF-1.77")
  finding(evidence, "irregular-code", "qif 1.3")
end)

check("findings follow what is typed", function()
  local line, start = line_of(evidence, "QIF-1.77")
  vim.api.nvim_buf_set_text(
    evidence, line, start, line, start + 8, { "QIF-1.2" })
  wait("the unknown code is gone", function()
    for _, diagnostic in ipairs(vim.diagnostic.get(evidence)) do
      if diagnostic.lnum == line then
        return false
      end
    end
    return true
  end)
end)

check("a code action mends the irregular code", function()
  local found = finding(evidence, "irregular-code", "qif 1.3")
  local diagnostic = found.user_data and found.user_data.lsp or {}
  local range = {
    start = { line = found.lnum, character = found.col },
    ["end"] = { line = found.end_lnum, character = found.end_col },
  }
  local actions = request(
    evidence, "textDocument/codeAction", found.lnum, found.col, {
      range = range,
      context = {
        diagnostics = {
          vim.tbl_extend("force", {
            range = range,
            message = found.message,
            severity = found.severity,
            source = found.source,
            code = "irregular-code",
          }, diagnostic),
        },
      },
    })
  local fix
  for _, action in ipairs(actions or {}) do
    if action.kind == "quickfix" and action.edit then
      fix = fix or action
    end
  end
  assert(fix, "no fix among " .. vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(fix.edit, "utf-16")
  line_of(evidence, "- QIF-1.3")
end)

check("codes are completed", function()
  local line, start = line_of(evidence, "QIF-1.2")
  vim.api.nvim_buf_set_text(
    evidence, line, start, line, start + 7, { "QIF-1." })
  local offered = labels(request(
    evidence, "textDocument/completion", line, start + 6))
  assert(vim.tbl_contains(offered, "QIF-1.2"), vim.inspect(offered))
end)

check("a piece of evidence has references", function()
  local line, start = line_of(evidence, "E02")
  local places = request(evidence, "textDocument/references", line, start, {
    context = { includeDeclaration = true },
  })
  assert(#places == 1, vim.inspect(places))
end)

check("the insert-mode popup shows the codes", function()
  local line = line_of(evidence, "- QIF-1.3") + 1
  vim.bo[evidence].omnifunc = "v:lua.vim.lsp.omnifunc"
  vim.cmd("set completeopt=menu,menuone,noselect")
  vim.api.nvim_win_set_cursor(0, { line + 1, 0 })
  local words = {}
  -- Keys are typed until the queue is empty, so the look at the popup has to
  -- be one of them.
  _G.look_at_popup = function()
    wait("the popup is open", function()
      return vim.fn.pumvisible() == 1
    end)
    words = vim.tbl_map(function(item)
      return item.word
    end, vim.fn.complete_info({ "items" }).items)
    return ""
  end
  local keys = vim.api.nvim_replace_termcodes(
    "A<C-x><C-o><C-r>=v:lua.look_at_popup()<CR><Esc>", true, false, true)
  vim.api.nvim_feedkeys(keys, "xt", false)
  assert(#words > 0, "the popup has no items")
  assert(vim.tbl_contains(words, "QIF-1.2"), vim.inspect(words))
end)

check("the server ends", function()
  vim.lsp.stop_client(client)
  wait("it has stopped", function()
    return vim.lsp.client_is_stopped(client)
  end)
end)

vim.cmd(failed and "cquit! 1" or "qall!")
