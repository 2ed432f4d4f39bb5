#include "cli/predict/jury.h"

#include <algorithm>

#include <fmt/format.h>

namespace saddle::cli {
namespace {

const std::string& said(const JuryAnswer& answer, const std::vector<float>& probabilities) {
  return answer.classes[static_cast<size_t>(std::ranges::max_element(probabilities) - probabilities.begin())];
}

}  // namespace

void add_jury(nlohmann::ordered_json& row, const JuryAnswer& answer) {
  row["prediction"] = said(answer, answer.verdicts.mean);
  row["classes"] = answer.classes;
  row["probabilities"] = answer.verdicts.mean;
  row["agreeing"] = answer.verdicts.agreeing;
  for (size_t i = 0; i < answer.names.size(); ++i) {
    const std::vector<float>& member = answer.verdicts.members[i];
    row["jury"].push_back(
        {{"model", answer.names[i]}, {"prediction", said(answer, member)}, {"probabilities", member}});
  }
}

void print_jury(const JuryAnswer& answer) {
  const auto percent = [](const std::vector<float>& probabilities) { return 100 * std::ranges::max(probabilities); };
  fmt::print("{}: {} ({:.1f} %), {} of {} agree\n", answer.question, said(answer, answer.verdicts.mean),
             percent(answer.verdicts.mean), answer.verdicts.agreeing, answer.names.size());
  size_t widest = 0;
  for (const std::string& name : answer.names) widest = std::max(widest, name.size());
  for (size_t i = 0; i < answer.names.size(); ++i) {
    const std::vector<float>& member = answer.verdicts.members[i];
    fmt::print("  {:<{}}  {:>10} {:6.2f} %\n", answer.names[i], widest, said(answer, member), percent(member));
  }
}

}  // namespace saddle::cli
