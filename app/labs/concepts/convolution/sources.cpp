#include "labs/concepts/convolution/sources.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/shared/levers.h"
#include "saddle/probe.h"
#include "saddle/reading.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {

void ConvolutionSources::take(PageView& page, const NumberImage& image) {
  set_value(page, "picture", std::string("own"));
  set_value(page, "pixels", square_text(image));
}

void ConvolutionSources::take_opened(PageView& page) {
  const Focus& focus = page.frame.focus;
  const bool was_open = last_frame_ == ImGui::GetFrameCount() - 1;
  last_frame_ = ImGui::GetFrameCount();
  const bool drawn = was_open && focus.canvas.picture && focus.canvas.picture != drawing_;
  const bool sampled = was_open && focus.drawn && focus.drawn != sample_;
  drawing_ = focus.canvas.picture, sample_ = focus.drawn;
  const Shape shape = page.frame.training.now.sample;
  if (drawn) {
    take(page, as_small_picture(drawing_->ink, drawing_->height, drawing_->width));
  } else if (sampled && shape.rank() == 3 && std::ssize(*sample_) == shape.size()) {
    take(page, as_small_picture(*sample_, static_cast<int>(shape[1]), static_cast<int>(shape[2]),
                                static_cast<int>(shape[0])));
  } else {
    return;
  }
  page.frame.focus.asked_panel.clear();  // it was brought for this page
}

void ConvolutionSources::draw_picture_buttons(PageView& page) {
  ui::Ui& ui = page.ui;
  ui::Flow flow(ui, ui.px(4));
  if (flow.button(page.mark("open"), ui.tr("Open a picture …"))) page.frame.focus.picture_asked = true;
  if (flow.button(page.mark("example"), ui.tr("A test example"))) wants_example_ = true;
  if (!wants_example_) return;
  const Shape shape = page.frame.training.now.sample;
  if (page.frame.training.now.experiment && shape.rank() != 3)
    return say(page, ui.tr("The data of your network are no pictures."), ui.theme.warning);
  const Reading* reading = page.frame.training.watch(
      {.type = "example", .options = {{"index", static_cast<int>(page.frame.focus.example)}}});
  const auto* example = content_of<ExampleReading>(reading);
  if (!example) return;
  wants_example_ = false;
  take(page, as_small_picture(example->sample.values, static_cast<int>(shape[1]), static_cast<int>(shape[2]),
                              static_cast<int>(shape[0])));
}

void ConvolutionSources::draw_trained(PageView& page, const ConvolutionOptions& o) {
  ui::Ui& ui = page.ui;
  if (o.kernel != "trained") {
    taken_ = -1;
    return;
  }
  lever(page, "trained", ui.tr("number"));
  const Reading* reading = page.frame.training.watch({.type = "filters"});
  const auto* filters = content_of<FiltersReading>(reading);
  if (!filters) {
    say(page, reading ? ui.tr("This network has no convolution.") : ui.tr("They appear when the network is built."),
        ui.theme.warning);
    return;
  }
  const Shape& shape = filters->weight.shape;  // (filters, C, kh, kw)
  const auto channels = static_cast<int>(shape[1]), rows = static_cast<int>(shape[2]),
             columns = static_cast<int>(shape[3]), all = static_cast<int>(shape[0]) * channels;
  const int index = std::min(o.trained, all - 1);
  const std::string words = fmt::format(fmt::runtime(ui.tr("{}: filter {} of {}, channel {} of {}")), filters->layer,
                                        index / channels + 1, shape[0], index % channels + 1, channels);
  say(page, words);
  ui.mark(page.mark("trained.which"), words);
  if (rows != columns || rows > largest_kernel)
    return say(page, ui.tr("It is no square of at most 7 × 7."), ui.theme.warning);
  const bool again = ui::button(ui, page.mark("trained.again"), ui.tr("Take it as it stands now"));
  if (taken_ == o.trained && !again) return;
  taken_ = o.trained;
  NumberImage filter = NumberImage::of(1, rows, columns);
  for (size_t i = 0; i < filter.values.size(); ++i)
    filter.values[i] =
        std::round(1000 *
                   static_cast<double>(filters->weight.values[static_cast<size_t>(index) * filter.values.size() + i])) /
        1000;
  set_value(page, "own", square_text(filter));
}

}  // namespace saddle::app
