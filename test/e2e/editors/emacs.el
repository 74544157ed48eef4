;; emacs -Q --batch -l emacs.el: diagnostics and hover of FILE through eglot from the server in DJBLINT.
(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*"))
  (add-to-list 'load-path folder))
(require 'eglot)
(require 'flymake)
(define-derived-mode tinydns-data-mode fundamental-mode "tinydns")
(setq eglot-sync-connect 10
      eglot-autoshutdown t
      ;; There is no idle time in batch mode.
      flymake-start-on-flymake-mode t
      flymake-no-changes-timeout 0.1)

(defun report (good text)
  (princ (format "  %s Emacs %s\n" (if good "ok" "not ok") text))
  (unless good (kill-emacs 1)))

(let ((default-directory (file-name-directory (getenv "FILE")))
      (wanted (getenv "EXPECTED"))
      (end (+ (float-time) 15)))
  (with-current-buffer (find-file-noselect (getenv "FILE"))
    (switch-to-buffer (current-buffer))
    (tinydns-data-mode)
    (eglot (list 'tinydns-data-mode) (cons 'transient default-directory) 'eglot-lsp-server
           (list "node" (getenv "DJBLINT") "lsp" "--stdio") "tinydns-data")
    (while (and (< (float-time) end) (null (flymake-diagnostics)))
      (accept-process-output nil 0.05)
      (flymake-start))
    (report (seq-some (lambda (each) (string-match-p (regexp-quote wanted) (flymake-diagnostic-text each)))
                      (flymake-diagnostics))
            "shows diagnostics")
    (goto-char (+ (point-min) 3))
    (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover
                                  (eglot--TextDocumentPositionParams))))
      (report (plist-get hover :contents) "hovers"))
    (set-buffer-modified-p nil)
    (eglot-shutdown (eglot-current-server))))
