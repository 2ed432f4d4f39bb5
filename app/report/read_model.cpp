#include <algorithm>

#include "report/report.h"
#include "saddle/issue_of.h"
#include "saddle/journal_follower.h"
#include "saddle/session.h"
#include "saddle/text_file.h"
#include "saddle/trainer.h"
#include "saddle/traits.h"

// A tape or a model (.npz), asked as the window would ask it; a journal; and which of them a file is.
namespace saddle::app {
namespace {

void pump_until_idle(Session& session) {
  while (session.pump()) {
  }
}

// The first convolution, whose filters look at the picture itself; empty: there is none.
std::string first_convolution(const Experiment& experiment) {
  const auto names = names_of(experiment.network);
  for (size_t i = 0; i < names.size(); ++i) {
    if (catalog::layer_traits(experiment.network[i].type).family == LayerTraits::Family::convolution) return names[i];
  }
  return {};
}

// Filters are weights, which need no data: one blank sample stands in for them.
std::optional<FiltersReading> filters_alone(const Model& model, const Probe& filters) {
  if (model.issue() || model.sample().shape.rank() == 0) return std::nullopt;
  Dataset blank;
  blank.sample = model.sample().shape;
  blank.classes = model.sample().classes;
  blank.outputs = model.sample().outputs;
  for (Samples* part : {&blank.train, &blank.test}) {
    part->count = 1;
    part->values.assign(static_cast<size_t>(blank.sample.size()), 0);
    part->labels.assign(static_cast<size_t>(blank.labels_per_sample()), 0);
    part->targets.assign(static_cast<size_t>(blank.outputs), 0);
  }
  Trainer trainer(model.experiment(), std::make_shared<const Dataset>(std::move(blank)));
  trainer.load(model);
  const Reading reading = trainer.measure(filters);
  const auto* found = reading.as<FiltersReading>();
  return found ? std::optional(*found) : std::nullopt;
}

Report report_of_journal(const std::filesystem::path& file) {
  JournalFollower journal(file);
  journal.follow();
  if (!journal.search())
    throw Error(file.string(), "is the journal of a search that has not begun; wait for its first trial");
  return {.source = file.string(),
          .experiment = journal.search()->base,
          .search = journal.search(),
          .trials = journal.latest(),
          .notes = journal.latest()->notes};
}

}  // namespace

Report report_of(std::shared_ptr<const Model> model, const std::filesystem::path& data_directory) {
  Report report{.experiment = model->experiment(), .steps = model->steps()};
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = model->experiment(), .data_directory = data_directory, .model = model});
  const std::string convolution = first_convolution(report.experiment);
  const Probe confusion{.type = "confusion"}, filters{.type = "filters", .node = convolution};
  std::vector<Probe> probes{confusion};
  if (!convolution.empty()) probes.push_back(filters);
  session.send(command::Watch{probes});
  pump_until_idle(session);
  const auto now = session.latest(first_run);
  if (now->issue) {
    report.untested = *now->issue;
    if (!convolution.empty()) report.filters = filters_alone(*model, filters);
    return report;
  }
  report.curves = now->curves;
  report.steps = std::max(report.steps, now->steps);
  report.steps_per_epoch = now->steps_per_epoch;
  report.seconds = now->seconds;
  report.classes = now->classes;
  if (now->events) report.events = *now->events;
  if (const auto* measured = content_of<ConfusionReading>(now->reading(confusion));
      measured && measured->results.examined > 0)
    report.tested = measured->results;
  if (const auto* shown = content_of<FiltersReading>(now->reading(filters))) report.filters = *shown;
  return report;
}

Report read_report(const std::filesystem::path& file, const std::filesystem::path& data_directory) {
  if (file.extension() == ".npz") {
    Report report = report_of(std::make_shared<const Model>(Model::read(file, data_directory)), data_directory);
    report.source = file.string();
    return report;
  }
  if (file.extension() != ".jsonl")
    throw Error(file.string(),
                "is none of what a report is made of: a log of saddle train (.jsonl), a journal of saddle search "
                "(.jsonl), a tape or a model (.npz)");
  // The first line tells; a log may be large, and a journal is read as it grows.
  const std::string text = read_text_file(file);
  const std::string head = text.substr(0, text.find('\n'));
  if (head.find("\"saddle_journal\"") != head.npos) return report_of_journal(file);
  return report_of_log(text, file.string());
}

}  // namespace saddle::app
