#pragma once

namespace saddle::cli {

// From now on what asks the program to end (Ctrl+C, SIGTERM, SIGHUP) is only noted, so that what was learned can be
// saved first; unless whoever started the program wants it ignored (nohup). A second Ctrl+C ends the program at once:
// not one that comes with the first, as where both the program and its group are sent one.
void listen_for_interrupts();
bool interrupted();

}  // namespace saddle::cli
