#include "saddle/digit_judge.h"

#include <algorithm>
#include <string>
#include <utility>

namespace saddle {

DigitJudge::DigitJudge(std::shared_ptr<const Model> model) : model_(std::move(model)) {
  if (model_->issue()) throw Error(*model_->issue());
  const std::vector<std::string> wanted = {"no digit", "digit"};
  if (model_->sample().shape != Shape{1, 28, 28} || model_->sample().classes != wanted)
    throw Error("", "the judge must tell \"no digit\" from \"digit\" in pictures of 28 × 28; train the preset {}",
                "digit-judge");
}

bool DigitJudge::concerns(const catalog::SampleInfo& sample) {
  if (sample.shape != Shape{1, 28, 28} || sample.classes.size() != 10 || sample.per_pixel) return false;
  for (size_t k = 0; k < 10; ++k) {
    if (sample.classes[k] != std::to_string(k)) return false;
  }
  return true;
}

std::vector<float> DigitJudge::likeness(std::span<const float> forms) const {
  const std::vector<float> answers = model_->predict(forms);
  std::vector<float> found;
  for (size_t i = 1; i < answers.size(); i += 2) found.push_back(answers[i]);
  return found;
}

Judgement DigitJudge::judge(const Picture& drawing) const {
  const auto form = mnist_form(drawing);
  Judgement judgement;
  if (std::ranges::all_of(form, [](float value) { return value <= 0; })) {
    judgement.verdict = Judgement::Verdict::blank;
    return judgement;
  }
  judgement.likeness = likeness(form).front();
  if (judgement.likeness >= least) {
    judgement.verdict = Judgement::Verdict::digit;
    judgement.parts.push_back({0, 0, drawing.width, drawing.height, {form.begin(), form.end()}, judgement.likeness});
    return judgement;
  }
  constexpr size_t most_parts = 16;
  std::vector<DigitPart> parts = pieces_of(drawing);
  if (parts.size() < 2 || parts.size() > most_parts) return judgement;
  for (DigitPart& part : parts) {
    part.likeness = likeness(part.form).front();
    if (part.likeness < least) return judgement;
  }
  judgement.verdict = Judgement::Verdict::several;
  judgement.parts = std::move(parts);
  return judgement;
}

Issue why_none(const Judgement& judgement) {
  switch (judgement.verdict) {
    case Judgement::Verdict::digit:
      return {};
    case Judgement::Verdict::blank:
      return make_issue("", "There is nothing drawn.");
    case Judgement::Verdict::several:
      return make_issue("", "These are {} digits side by side.", judgement.parts.size());
    case Judgement::Verdict::none:
      break;
  }
  return make_issue("", "This looks like no digit.");
}

}  // namespace saddle
