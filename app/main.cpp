#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "cli/shared/command_line.h"
#include "saddle/error.h"

namespace {

// Nothing is to be done where standard error is closed.
void complain(const std::string& sentence) { std::fputs(("saddle: " + sentence + "\n").c_str(), stderr); }

void complain_of_output() {
  complain(std::string("standard output cannot be written: ") + std::strerror(errno) + "; free some space");
}

int run(int argc, char** argv) {
  try {
    return saddle::cli::run(argc, argv);
  } catch (const saddle::Error& error) {
    saddle::Issue issue = error.issue();
    issue.where = saddle::Issue::fill("{}", {issue.where});  // a name from outside, which may hold anything
    complain(issue.text());
    return 2;
  } catch (const std::bad_alloc&) {
    complain("there is not enough memory for this; use smaller layers or a smaller training.batch_size");
  } catch (const std::exception& error) {
    if (std::ferror(stdout)) {
      complain_of_output();
    } else {
      complain(error.what());
    }
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const int status = run(argc, argv);
  // What was printed may still be on its way to a disk that is full.
  const bool printed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (printed || status != 0) return status;
  complain_of_output();
  return 1;
}
