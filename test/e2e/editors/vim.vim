" vim -u NONE -i NONE -n -N -es with ALE: diagnostics of $FILE from the server in $DJBLINT; the verdict goes to $VERDICT.
set nocompatible nomore
filetype plugin on
let g:ale_linters_explicit = 1
let g:ale_completion_enabled = 0
let g:ale_linters = {'tinydns-data': ['djblint']}
call ale#linter#Define('tinydns-data', {
\  'name': 'djblint',
\  'lsp': 'stdio',
\  'executable': 'node',
\  'command': '%e ' . $DJBLINT . ' lsp --stdio',
\  'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})

edit $FILE
set filetype=tinydns-data
call ale#Queue(0, 'lint_file')
let s:tries = 0
while s:tries < 300 && empty(ale#engine#GetLoclist(bufnr('')))
  sleep 50m
  let s:tries += 1
endwhile
let s:found = filter(copy(ale#engine#GetLoclist(bufnr(''))), 'get(v:val, "code", "") ==# $EXPECTED')
let s:verdict = empty(s:found) ? '  not ok Vim: no ' . $EXPECTED : '  ok Vim shows diagnostics'
call writefile([s:verdict], $VERDICT)
if empty(s:found) | cquit | endif
qall!
