#include "panels/digit/judging.h"

#include <algorithm>

#include <fmt/format.h>

#include "panels/digit/raster.h"
#include "plot/text.h"
#include "shell/assets.h"
#include "ui/widgets.h"

namespace saddle::app {

void Judging::connect(const LabServices& services) {
  // The worker's own; without the file nothing is refused.
  auto judge = std::make_shared<std::optional<DigitJudge>>();
  auto tried = std::make_shared<bool>(false);
  job_ = std::make_unique<Job>(
      services.threads,
      [judge, tried](const Order& order, Job::Progress& progress) {
        if (!std::exchange(*tried, true)) *judge = DigitJudge::read(assets_directory() / "models/digit-judge.npz");
        if (!*judge) return;
        const Picture picture = rasterize(order.drawing);
        Judged judged{.drawing = order.drawing,
                      .width = picture.width,
                      .height = picture.height,
                      .judgement = (*judge)->judge(picture)};
        for (const DigitPart& part : judged.judgement.parts) {
          const std::vector<float> answer = order.reader->predict(part.form);
          const auto best = static_cast<size_t>(std::ranges::max_element(answer) - answer.begin());
          judged.digits.push_back(order.reader->sample().classes[best]);
        }
        progress.publish(std::make_shared<const Judged>(std::move(judged)));
      },
      services.wake);
}

const Judging::Judged* Judging::update(Frame& frame) {
  const Drawing& drawing = frame.focus.canvas;
  const std::shared_ptr<const Model>& reader = frame.reader.now.model;
  if (!job_ || drawing.empty() || !reader) {
    asked_ = {};
    known_.reset();
    return nullptr;
  }
  // While one is judged the next waits, so that there is a verdict while the pen moves, too.
  if (!(drawing == asked_) && !waiting()) {
    asked_ = drawing;
    sent_ = job_->send({drawing, reader});
  }
  const auto latest = job_->latest();
  if (latest->order == sent_ && latest->product) known_ = latest->product;
  return known_.get();
}

void draw_judgement(Frame& frame, const Judging::Judged& judged) {
  ui::Ui& ui = frame.ui;
  const auto canvas = ui.marks.find("digit.canvas");
  if (canvas == ui.marks.end()) return;
  const ui::Mark at = canvas->second;
  const float side = at.right - at.left;
  const Judgement& judgement = judged.judgement;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::string words, all;  // read in its parts
  std::string_view kind = "digit";
  if (judgement.verdict == Judgement::Verdict::several) {
    kind = "several";
    const int longest = std::max({judged.width, judged.height, 1});
    const float scale = side / static_cast<float>(longest),
                left = at.left + scale * static_cast<float>(longest - judged.width) / 2,
                top = at.top + scale * static_cast<float>(longest - judged.height) / 2;
    for (size_t i = 0; i < judgement.parts.size(); ++i) {
      const DigitPart& part = judgement.parts[i];
      const ImVec2 low{left + scale * static_cast<float>(part.left), top + scale * static_cast<float>(part.top)},
          high{left + scale * static_cast<float>(part.right), top + scale * static_cast<float>(part.bottom)};
      list.AddRect(low, high, ui.theme.accent, ui.px(4), 0, ui.px(1.5f));
      plot::draw_text(list, {low.x + ui.px(3), std::max(at.top, low.y - ui.px(22))}, ui.theme.accent, judged.digits[i],
                      {.font = ui.fonts.title});
      all += (i ? " " : "") + judged.digits[i];
    }
    words = fmt::format(fmt::runtime(ui.tr("Side by side: {}")), all);
  } else if (judgement.verdict == Judgement::Verdict::none) {
    kind = "none";
    words = fmt::format(fmt::runtime(ui.tr("This looks like no digit: likeness {:.0f} %.")), 100 * judgement.likeness);
  }
  ui::Mark mark{at.left, at.bottom - ui.px(24), at.right, at.bottom,
                fmt::format("{} {:.3f}", kind, judgement.likeness)};
  if (judgement.verdict == Judgement::Verdict::several) mark.text = "several " + all;
  if (!words.empty()) {
    const float room = side - ui.px(20);
    const std::vector<std::string> lines = plot::wrapped(words, room, 2);
    const float line = ImGui::GetTextLineHeight(), height = line * static_cast<float>(lines.size()) + ui.px(6);
    mark.top = at.bottom - height - ui.px(4);
    list.AddRectFilled({at.left + ui.px(2), mark.top}, {at.right - ui.px(2), at.bottom - ui.px(2)},
                       ui.theme.warning_surface, ui.px(6));
    for (size_t i = 0; i < lines.size(); ++i)
      plot::draw_text(list, {at.left + ui.px(10), mark.top + ui.px(3) + line * static_cast<float>(i)}, ui.theme.text,
                      lines[i]);
  }
  ui.marks.insert_or_assign("digit.verdict", std::move(mark));
}

}  // namespace saddle::app
