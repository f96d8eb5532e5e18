# Bash completion for open-llm. Add to ~/.bashrc: eval "$(open-llm completion bash)"
_open_llm() {
    local typed=${COMP_LINE:0:COMP_POINT} IFS=$' \t\n' candidate rest
    local -a words
    read -ra words <<<"$typed"
    [[ $typed == *[[:space:]] ]] && words+=('')
    local current=${words[${#words[@]} - 1]}
    # Bash splits words at : and =, so it replaces only the text after the last of these characters.
    local kept=${current%"${current##*[:=]}"}
    COMPREPLY=()
    while IFS=$'\t' read -r candidate rest; do
        if [[ $candidate == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "${current#"$kept"}")
        else
            COMPREPLY+=("${candidate#"$kept"}")
        fi
    done < <("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _open_llm open-llm
