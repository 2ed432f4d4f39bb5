#include "saddle/mend.h"

#include <algorithm>

#include "mend/proposals.h"

namespace saddle {

std::vector<Mend> mends(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory) {
  std::vector<Mend> proposed = Proposals(experiment, issue, directory).run();
  const auto before = check(experiment, directory);
  const bool seen = std::ranges::find(before, issue) != before.end();
  std::vector<Mend> kept;
  for (Mend& mend : proposed) {
    Experiment mended = experiment;
    mend.apply(mended);
    const auto after = check(mended, directory);
    // A fault may have hidden another one, which shows once it is gone.
    const bool gone = std::ranges::find(after, issue) == after.end() && after.size() <= before.size();
    const bool twice = std::ranges::find(kept, mend.label, &Mend::label) != kept.end();
    if (mended != experiment && !twice && (!seen || gone)) kept.push_back(std::move(mend));
  }
  // Mends that leave fewer faults come first.
  std::stable_partition(kept.begin(), kept.end(), [&](const Mend& mend) {
    Experiment mended = experiment;
    mend.apply(mended);
    return check(mended, directory).size() < std::max<size_t>(before.size(), 1);
  });
  if (kept.size() > 3) kept.resize(3);
  return kept;
}

}  // namespace saddle
