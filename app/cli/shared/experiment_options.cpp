#include "cli/shared/experiment_options.h"

#include "cli/shared/numbers.h"
#include "saddle/experiment_file.h"
#include "saddle/own_data.h"
#include "shell/assets.h"

namespace saddle::cli {

namespace {

std::filesystem::path presets_directory() { return app::assets_directory() / "presets"; }

// A preset goes before a folder of the user's that has its name.
bool names_own_data(const std::string& source) {
  std::error_code error;  // as of a name that is too long for any file
  return !std::filesystem::exists(presets_directory() / (source + ".json"), error) && is_own_data(source);
}

void add_source(CLI::App& app, std::string& source, const std::string& help) {
  app.add_option("experiment", source, help)->required()->type_name("PRESET|FILE");
}

}  // namespace

void ExperimentOptions::add_to(CLI::App& app) {
  add_source(app, source,
             "A preset's name (saddle list presets), an experiment file, a saved model or checkpoint (.npz) to go on "
             "from, or data to learn: a table (.csv), a folder of pictures, arrays (.npz)");
  add_settings_to(app);
  app.add_option("--seed", seed, "Seed of every random choice")->check(whole_from(0, 2'147'483'647));
  app.add_option("--threads", threads, "Processor cores; 0: all")->check(whole_from(0, 256));
}

void ExperimentOptions::add_many_to(CLI::App& app) {
  add_source(app, source,
             "A preset's name (saddle list presets), an experiment file, a file of a study (an experiment with "
             "\"vary\"), or data to learn: a table (.csv), a folder of pictures, arrays (.npz)");
  add_settings_to(app);
}

void ExperimentOptions::add_settings_to(CLI::App& app) {
  app.add_option("--set", settings, "Changes one value, as in optimizer.learning_rate=0.01")
      ->type_name("path=value")
      ->take_all();
  app.add_option("--data", data_directory, "Folder with the data sets (default: SADDLE_DATA)")->type_name("DIR");
  app.add_option("--epochs", epochs, "Epochs to train")->check(whole_from(1, 1'000'000));
}

ExperimentOptions::Chosen ExperimentOptions::chosen() const {
  Chosen chosen;
  if (names_own_data(source)) {
    chosen.experiment = experiment_for(source);
    chosen.note = note_of_made(source, chosen.experiment);
  } else if (source.ends_with(".npz")) {
    chosen.model = std::make_shared<const Model>(Model::read(source, data_directory));
    chosen.experiment = chosen.model->experiment();
  } else {
    chosen.experiment = preset_or_file(source, presets_directory());
  }
  apply_to(chosen.experiment);
  if (const auto issues = check(chosen.experiment, data_directory); !issues.empty()) throw Error(issues.front());
  return chosen;
}

ExperimentOptions::ChosenStudy ExperimentOptions::chosen_study() const {
  ChosenStudy chosen;
  if (names_own_data(source)) {
    chosen.study.base = experiment_for(source);
    chosen.note = note_of_made(source, chosen.study.base);
  } else if (source.ends_with(".npz")) {
    throw Error(source, "is a model, and the runs of a study begin with first weights; name an experiment");
  } else {
    chosen.study = study_from(source, presets_directory());
  }
  apply_to(chosen.study.base);
  return chosen;
}

void ExperimentOptions::apply_to(Experiment& experiment) const {
  for (const std::string& setting : settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos) throw Error("--set", "expected path=value, got \"{}\"", setting);
    assign(experiment, setting.substr(0, equals), parse_value(setting.substr(equals + 1)));
  }
  if (epochs > 0) assign(experiment, "training.epochs", epochs);
  if (seed >= 0) assign(experiment, "training.seed", seed);
  if (threads >= 0) assign(experiment, "training.threads", threads);
}

}  // namespace saddle::cli
