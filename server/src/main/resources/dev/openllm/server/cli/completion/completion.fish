# Fish completion for open-llm. Add to ~/.config/fish/config.fish: open-llm completion fish | source
function __open_llm_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        if string match -q -- ':files*' $line
            __fish_complete_path $current
        else
            echo $line
        end
    end
end
complete -c open-llm -f -a '(__open_llm_complete)'
