#include "cli/shared/digit_refusal.h"

#include <filesystem>

#include "saddle/picture.h"
#include "shell/assets.h"

namespace saddle::cli {

std::optional<DigitJudge> judge_for(const Model& model) {
  if (!DigitJudge::concerns(model.sample())) return std::nullopt;
  const auto file = app::assets_directory() / "models" / "digit-judge.npz";
  if (!std::filesystem::exists(file)) return std::nullopt;
  return DigitJudge::read(file);
}

Judgement judged(const DigitJudge& judge, const std::string& file) {
  const PixelImage picture = read_picture(file, 1);
  return judge.judge(from_grey(picture.width, picture.height, picture.pixels.data()));
}

void add_judgement(nlohmann::ordered_json& row, const Judgement& judgement, const std::vector<std::string>& reads) {
  if (judgement.is_digit()) {
    row["digit"] = reads.empty() ? "" : reads.front();
  } else {
    row["digit"] = nullptr;
    row["why"] = why_none(judgement).text();
  }
  row["evidence"] = {{"likeness", judgement.likeness}, {"least_likeness", DigitJudge::least}};
  if (judgement.verdict != Judgement::Verdict::several) return;
  for (size_t i = 0; i < judgement.parts.size(); ++i) {
    const DigitPart& part = judgement.parts[i];
    row["digits"].push_back(
        {{"digit", reads[i]}, {"likeness", part.likeness}, {"box", {part.left, part.top, part.right, part.bottom}}});
  }
}

}  // namespace saddle::cli
