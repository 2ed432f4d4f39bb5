#include "cli/shared/ranks.h"

#include <cstdio>
#include <string>

#include "cli/subcommand.h"
#include "saddle/issue_of.h"

namespace saddle::cli {
namespace {

// Returns the exit status, and the sentence where something was thrown.
int run_guarded(const std::function<int()>& action, std::string& sentence) {
  try {
    return action();
  } catch (const Error& error) {
    sentence = error.what();
    return bad_input;
  } catch (...) {
    sentence = issue_of(std::current_exception()).text();
    return failure;
  }
}

}  // namespace

int run_as_rank(const std::function<int(Communicator* ranks)>& action) {
  const std::optional<int> rank = rank_by_mpirun();
  if (!rank) return action(nullptr);
  std::unique_ptr<Communicator> ranks;
  try {
    ranks = join_mpirun();
  } catch (...) {
    if (*rank == 0) throw;
    return success;  // which rank 0 says
  }
  std::string sentence;
  int status = run_guarded([&] { return action(ranks.get()); }, sentence);
  if (ranks->rank() != 0) {
    if (!sentence.empty()) ranks->fail(sentence);
    ranks->end(success);
    return success;
  }
  // Until the last of them has ended, one may fail.
  while (true) {
    if (!sentence.empty()) std::fputs(("saddle: " + sentence + "\n").c_str(), stderr);
    std::fflush(nullptr);
    std::string why;
    const int ended = run_guarded([&] { return ranks->end(status), success; }, why);
    if (ended == success) return status;
    sentence = why;
    status = ended;
  }
}

bool refuse_ranks(std::string_view name) {
  const std::optional<int> rank = rank_by_mpirun();
  if (!rank) return true;
  if (*rank != 0) return false;
  throw Error("", "mpirun has started several processes, but {} runs in one; those who share work are train and search",
              name);
}

}  // namespace saddle::cli
