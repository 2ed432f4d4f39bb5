#include "saddle/event.h"
#include "saddle/mend.h"

namespace saddle {

std::optional<Mend> mend_of(const Experiment& experiment, const Event& event, const std::filesystem::path& directory) {
  if (event.changes.empty()) return std::nullopt;
  const auto apply = [changes = event.changes](Experiment& target) {
    for (const Event::Change& change : changes) assign(target, change.path, change.value);
  };
  Experiment mended = experiment;
  try {
    apply(mended);
  } catch (const Error&) {
    return std::nullopt;  // it is of another experiment by now
  }
  if (mended == experiment) return std::nullopt;
  if (check(mended, directory).size() > check(experiment, directory).size()) return std::nullopt;
  return Mend{event.offer, apply};
}

}  // namespace saddle
