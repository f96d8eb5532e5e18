import type { Problem, ProblemSeverity } from '@open-llm/client';
import * as vscode from 'vscode';
import { localize } from '../l10n.js';
import { Emitter } from '../emitter.js';

const severities: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Shows problems in configuration files in the Problems view, and problems in settings in the log. */
export class ProblemsView implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('openLLM');
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new Emitter<readonly Problem[]>();
  /** Fires when the problems change. */
  readonly onDidChange = this.#changed.event;
  #problems: readonly Problem[] = [];

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  /** The current problems. */
  get current(): readonly Problem[] {
    return this.#problems;
  }

  /** Shows the problems in place of the previous ones. */
  show(problems: readonly Problem[]): void {
    this.#problems = problems;
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of problems) {
      if (problem.file === undefined) {
        this.#log.warn([problem.setting, problem.message].filter(Boolean).join(': '));
      } else {
        byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), toDiagnostic(problem)]);
      }
    }
    this.#diagnostics.clear();
    for (const [file, diagnostics] of byFile) {
      this.#diagnostics.set(vscode.Uri.file(file), diagnostics);
    }
    this.#changed.fire(problems);
  }
}

function toDiagnostic(problem: Problem): vscode.Diagnostic {
  const line = Math.max(problem.line - 1, 0);
  const column = Math.max(problem.column - 1, 0);
  // The range extends to the end of the line, where VS Code truncates it.
  const range = new vscode.Range(line, column, line, Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(
    range,
    localize(problem.message, problem.messageTemplate),
    severities[problem.severity],
  );
  diagnostic.source = 'Open LLM';
  if (problem.setting !== undefined) {
    diagnostic.code = problem.setting;
  }
  return diagnostic;
}
