"""A llama.cpp server with a model that generates a fixed script.

The weights are written directly instead of being learned: each token is one direction of the embedding, attention and
feed-forward layers add nothing, and the output matrix maps each token to the next token of the script. Therefore, the
response depends only on the last token of the prompt, which the chat template chooses by the topic of the conversation.
If a grammar does not allow the next token of the script, the tokens that end a JSON document soonest are preferred.

Usage: python scripted_llama.py FOLDER [CONTEXT]: writes the model, starts the server, prints its address, and stops
when its standard input is closed. With --only-write, it only writes FOLDER/scripted.gguf, for a different kind of
server.
"""

import sys
from pathlib import Path

import gguf
import numpy as np

# The response after each opening token, as tokens.
SCRIPTS = {
    "<|talk|>": ["It ", "is ", "sunny ", "in ", "Rome."],
    "<|call|>": ["<tool_call>", '\n{"name": "weather", ', '"arguments": {"city": "Rome"}}', "\n", "</tool_call>"],
    "<|result|>": ["The ", "tool ", "reports ", "sun."],
    "<|think|>": ["<think>\n", "Rome ", "lies ", "south.", "\n</think>\n\n", "Warm."],
    "<|endless|>": ["on ", "and "],
    "<|fim_middle|>": ["a ", "+ ", "b;", "\n}"],
}
# By these names, llama.cpp recognizes the tokens before the parts of a fill-in-the-middle prompt.
FILL_IN_MIDDLE = ["<|fim_prefix|>", "<|fim_suffix|>"]
ENDLESS = "and "
# In a document that a grammar enforces, the first allowed token in this list comes next.
PREFERRED = ['"', "}", "]", ":", ",", "{", "[", "1", "0", "t", "r", "u", "e"]

TEMPLATE = """{%- if tools %}{{- '<|im_start|>system\n# Tools\n<tools>' }}{%- for tool in tools %}{{- '\n' }}{{- tool | tojson }}{%- endfor %}{{- '\n</tools>\nFor each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n' }}{%- endif %}
{%- for message in messages %}
{{- '<|im_start|>' + message.role + '\n' }}
{%- if message.role == 'assistant' and message.reasoning_content %}{{- '<think>\n' + message.reasoning_content + '\n</think>\n\n' }}{%- endif %}
{%- if message.content is string %}{{- message.content }}{%- endif %}
{%- if message.tool_calls %}{%- for call in message.tool_calls %}{{- '\n<tool_call>\n{"name": "' + call.function.name + '", "arguments": ' }}{{- call.function.arguments | tojson }}{{- '}\n</tool_call>' }}{%- endfor %}{%- endif %}
{{- '<|im_end|>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}
{%- set last = messages[-1] %}
{%- if last.role == 'tool' %}{{- '<|result|>' }}
{%- elif last.content is string and 'endless' in last.content %}{{- '<|endless|>' }}
{%- elif last.content is string and 'think' in last.content %}{{- '<|think|>' }}
{%- elif tools %}{{- '<|call|>' }}
{%- else %}{{- '<|talk|>' }}{%- endif %}
{%- endif %}"""


def write_model(path: Path, context: int) -> None:
    tokens: list[str] = ["<unk>", "<s>", "</s>"]
    kinds: list[int] = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    for byte in range(256):
        tokens.append(f"<0x{byte:02X}>")
        kinds.append(gguf.TokenType.BYTE)
    for letter in map(chr, range(33, 127)):
        tokens.append(letter)
        kinds.append(gguf.TokenType.NORMAL)
    tokens.append("\u2581")
    kinds.append(gguf.TokenType.NORMAL)
    for special in ["<|im_start|>", "<|im_end|>", *FILL_IN_MIDDLE, *SCRIPTS]:
        tokens.append(special)
        kinds.append(gguf.TokenType.CONTROL)
    for word in dict.fromkeys(word for script in SCRIPTS.values() for word in script):
        tokens.append(word)
        kinds.append(gguf.TokenType.USER_DEFINED)

    index = {token: i for i, token in enumerate(tokens)}
    end = index["<|im_end|>"]
    width = (len(tokens) + 1 + 31) // 32 * 32  # one direction for each token, and one that all tokens share
    embedding = np.zeros((len(tokens), width), dtype=np.float32)
    output = np.zeros((len(tokens), width), dtype=np.float32)
    for i in range(len(tokens)):
        embedding[i, i + 1] = 1
        embedding[i, 0] = 1
        output[end, i + 1] = 20  # any token that is not part of a script ends the response
    for opening, script in SCRIPTS.items():
        for token, following in zip([opening, *script], [*script, "<|im_end|>"], strict=True):
            output[:, index[token] + 1] = 0
            output[index[following], index[token] + 1] = 20
    output[:, index[ENDLESS] + 1] = 0
    output[index["on "], index[ENDLESS] + 1] = 20
    for rank, token in enumerate(PREFERRED):
        output[index[token], 0] = 5 - rank * 0.25

    heads = width // 32
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("scripted")
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(heads)
    writer.add_head_count_kv(1)
    writer.add_rope_dimension_count(32)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(end)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)
    def zeros(rows: int, columns: int) -> np.ndarray:
        return np.zeros((rows, columns), dtype=np.float32)

    ones = np.ones(width, dtype=np.float32)
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", ones)
    writer.add_tensor("blk.0.attn_norm.weight", ones)
    writer.add_tensor("blk.0.ffn_norm.weight", ones)
    writer.add_tensor("blk.0.attn_q.weight", zeros(width, width))
    writer.add_tensor("blk.0.attn_k.weight", zeros(32, width))
    writer.add_tensor("blk.0.attn_v.weight", zeros(32, width))
    writer.add_tensor("blk.0.attn_output.weight", zeros(width, width))
    writer.add_tensor("blk.0.ffn_gate.weight", zeros(32, width))
    writer.add_tensor("blk.0.ffn_up.weight", zeros(32, width))
    writer.add_tensor("blk.0.ffn_down.weight", zeros(width, 32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    folder = Path(sys.argv[1])
    context = int(sys.argv[2]) if len(sys.argv) > 2 else 4096
    model = folder / "scripted.gguf"
    write_model(model, context)
    if "--only-write" in sys.argv:
        return
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.model_alias = {"scripted"}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = context
    params.n_parallel = 1
    params.n_gpu_layers = 0
    params.warmup = False
    params.use_jinja = True
    params.endpoint_slots = True
    params.endpoint_props = True
    params.sampling.temp = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
