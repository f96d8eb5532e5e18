#compdef open-llm
# Zsh completion for open-llm. Add to ~/.zshrc, after compinit: eval "$(open-llm completion zsh)"
_open_llm() {
    local -a described
    local line candidate files
    for line in "${(@f)$("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        candidate=${line%%$'\t'*}
        if [[ $candidate == :files ]]; then
            files=1
        elif [[ -n $candidate ]]; then
            described+=("${candidate//:/\\:}:${line#*$'\t'}")
        fi
    done
    [[ -n $files ]] && _files
    _describe open-llm described
}
compdef _open_llm open-llm
