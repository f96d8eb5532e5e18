import { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import { css } from 'lit';

// The input element of the text field draws square corners over the rounded corners of the border.
VscodeTextfield.elementStyles.push(css`
  input {
    background-color: transparent;
  }
`);
