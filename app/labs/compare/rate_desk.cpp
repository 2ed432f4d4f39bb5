#include "labs/compare/rate_desk.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "saddle/catalog.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr float rate_field = 110;    // pixels at a scale of 1
constexpr float least_answer = 110;  // the height of what is said below the figure
constexpr int published_every = 10;  // steps

std::string rate_text(double rate) { return fmt::format("{:.2g}", rate); }

}  // namespace

RateDesk::RateDesk(bool threads, std::function<void()> wake)
    : job_(threads, work, std::move(wake)), result_(job_.latest()) {}

void RateDesk::work(const Order& order, Job::Progress& progress) {
  const auto dataset = load_dataset(order.experiment.data, order.data_directory, &progress.flag());
  const auto show = [&](const RateRange& range) { progress.publish(std::make_shared<const RateRange>(range)); };
  const RateRange range =
      rate_range(order.experiment, dataset, {.low = order.low, .high = order.high}, [&](const RateRange& now) {
        if (now.rates.size() % published_every == 0) show(now);
        return !progress.canceled();
      });
  if (!progress.canceled()) show(range);
}

void RateDesk::read(const Properties& own) {
  const auto take = [&](const char* name, double& value) {
    const auto found = own.find(name);
    if (found == own.end()) return;
    if (const auto number = number_in(found->second)) value = *number;
  };
  take("rates.low", low_);
  take("rates.high", high_);
}

void RateDesk::write(Properties& own) const {
  own.insert_or_assign("rates.low", low_);
  own.insert_or_assign("rates.high", high_);
}

void RateDesk::begin(Frame& frame) {
  result_ = job_.latest();
  const auto& faults = frame.analyses.of(frame.draft.experiment).faults;
  const Entry* optimizer = catalog::find(catalog::optimizers(), frame.draft.experiment.optimizer.type);
  possible_ = faults.empty() && low_ < high_ && optimizer && find(optimizer->properties, "learning_rate");
  if (result_->order == ordered_ && ordered_ != 0 && result_->product) range_ = result_->product;
}

void RateDesk::start_or_stop(Frame& frame) {
  if (running()) {
    job_.cancel();
    stopped_ = true;
    return;
  }
  if (!possible_) return;
  range_.reset();
  chosen_.reset();
  stopped_ = false;
  ordered_ = job_.send({frame.draft.experiment, frame.data_directory, low_, high_});
}

std::string RateDesk::progress(const ui::Ui& ui) const {
  if (!begun()) return std::string(ui.tr("not begun"));
  if (!range_) return std::string(ui.tr(running() ? "loading" : "not begun"));
  return fmt::format(fmt::runtime(ui.tr("rate {} after {} steps")), rate_text(range_->rates.back()), done());
}

std::string RateDesk::longest_progress(const ui::Ui& ui) const {
  return fmt::format(fmt::runtime(ui.tr("rate {} after {} steps")), "0.00012", 1000);
}

void RateDesk::draw_side(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::heading(ui, ui.tr("The experiment as it stands"));
  presets_.draw(frame);
  ui::paragraph(
      ui, "rates.about",
      ui.tr("It is trained anew for one pass, and with every step the learning rate grows. Where the loss falls "
            "fastest is a good rate to begin with; where it breaks away is too much."));
  const float width = std::min(ui.px(rate_field), ImGui::GetContentRegionAvail().x);
  ui::row(ui, ui.tr("From"), ui.tr("The first rate."), {}, width);
  ui::number(ui, "rates.low", low_, {.min = 1e-10, .max = 1, .logarithmic = true, .width = width});
  ui::row(ui, ui.tr("To"), ui.tr("The last rate, if the loss does not break away before."), {}, width);
  ui::number(ui, "rates.high", high_, {.min = 1e-8, .max = 1000, .logarithmic = true, .width = width});
  if (low_ >= high_)
    ui::notice(ui, "rates.fault", ui::Tone::error, ui.tr("The last rate must be larger than the first."));
}

std::optional<double> RateDesk::rate() const {
  if (chosen_) return chosen_;
  if (!range_ || !range_->steepest) return {};
  return range_->rates[*range_->steepest];
}

void RateDesk::draw_rest(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (result_->order == ordered_ && result_->failure)
    ui::notice(ui, "rates.failure", ui::Tone::error, ui.language(*result_->failure));
  const float height = std::max(ui.px(120), ImGui::GetContentRegionAvail().y - ui.px(least_answer));
  draw_figure(frame, {0, height});
  draw_answer(frame);
}

void RateDesk::draw_figure(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  losses_.clear();
  smoothed_.clear();
  double highest = 0;
  for (size_t i = 0; range_ && i < range_->rates.size(); ++i) {
    losses_.push_back({range_->rates[i], range_->losses[i]});
    smoothed_.push_back({range_->rates[i], range_->smoothed[i]});
    // What leaves at the end would make all before it flat.
    if (i <= range_->rates.size() / 2 && std::isfinite(range_->losses[i]))
      highest = std::max(highest, range_->losses[i]);
  }
  const std::string label(ui.tr("Loss")), raw(ui.tr("each step")), smooth(ui.tr("smoothed"));
  plot::Figure figure(ui.plots, "###rates.figure",
                      {.x_label = ui.tr("learning rate"),
                       .y_label = label,
                       .x_scale = plot::Scale::log,
                       .x_range = plot::Range{low_, std::max(high_, 2 * low_)},
                       .y_range = highest > 0 ? std::optional(plot::Range{0, 1.3 * highest}) : std::nullopt,
                       .size = size,
                       .empty = ui.tr("Press Test rates: the loss appears here against the learning rate")});
  figure.line(
      raw + "###raw", plot::series(losses_),
      {.color = plot::mix(ui.theme.plot.background, ui.theme.plot.series(0), 0.4f), .marker = plot::Marker::none});
  figure.line(smooth + "###smoothed", plot::series(smoothed_),
              {.color = ui.theme.plot.series(0), .width = 2.5f, .marker = plot::Marker::none});
  if (range_ && range_->breaks)
    figure.vertical_line(range_->rates[*range_->breaks], ui.tr("breaks away"), {.color = ui.theme.error});
  if (const auto chosen = rate())
    figure.vertical_line(*chosen, chosen_ ? ui.tr("chosen") : ui.tr("falls fastest"), {.color = ui.theme.good});
  const plot::FigureReport report = figure.draw();
  ui.mark("rates.figure", std::to_string(losses_.size()));
  if (report.clicked && report.hovered && range_) chosen_ = report.x;
}

void RateDesk::draw_answer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (!range_ || running()) return;
  std::string words = range_->steepest ? fmt::format(fmt::runtime(ui.tr("The loss falls fastest at {}.")),
                                                     rate_text(range_->rates[*range_->steepest]))
                                       : std::string(ui.tr("The loss falls nowhere in this range."));
  words += " " + (range_->breaks ? fmt::format(fmt::runtime(ui.tr("It breaks away at {}.")),
                                               rate_text(range_->rates[*range_->breaks]))
                                 : std::string(ui.tr("It does not break away.")));
  ui::paragraph(ui, "rates.answer", words);
  const auto chosen = rate();
  if (!chosen) return;
  const std::string label = fmt::format(fmt::runtime(ui.tr("Use {}")), rate_text(*chosen));
  if (ui::button(
          ui, "rates.use", label,
          {.look = ui::Look::primary,
           .tooltip = ui.tr("Becomes the learning rate of the experiment. A click on the figure chooses another.")}))
    assign(frame.draft.experiment, "optimizer.learning_rate", std::stod(rate_text(*chosen)));
}

}  // namespace saddle::app
