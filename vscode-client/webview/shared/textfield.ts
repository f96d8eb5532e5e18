import { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { css } from 'lit';

// Its input draws square corners over the round ones of the border.
VscodeTextfield.elementStyles.push(css`
  input {
    background-color: transparent;
  }
`);
