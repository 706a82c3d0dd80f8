// SPDX-License-Identifier: Apache-2.0
'use strict';

const list = document.getElementById('list');
const ended = document.getElementById('ended');
let shown = '';

// The list comes as the server has written it: it has escaped every word of the mails.
function refresh() {
  const request = new XMLHttpRequest();
  request.onload = () => {
    ended.hidden = request.status === 200;
    if (request.status === 200 && request.responseText !== shown) {
      shown = request.responseText;
      list.innerHTML = shown;
    }
    setTimeout(refresh, 1000);
  };
  request.onerror = () => {
    ended.hidden = false;
    setTimeout(refresh, 3000);
  };
  request.open('GET', '/list?open=' + list.dataset.open);
  request.send();
}

document.getElementById('empty').addEventListener('click', () => {
  const request = new XMLHttpRequest();
  request.onload = () => { window.location = '/'; };
  request.open('POST', '/empty');
  request.setRequestHeader('X-Mailbox', 'page');
  request.send();
});

refresh();
