#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "cli/shared/experiment_options.h"
#include "cli/shared/interrupts.h"
#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
#include "cli/shared/ranks.h"
#include "cli/shared/run_log.h"
#include "cli/subcommand.h"
#include "cli/train/report.h"
#include "saddle/session.h"
#include "saddle/text_file.h"
#include "saddle/trainer.h"
#include "shell/headless.h"

namespace saddle::cli {
namespace {

struct TrainOptions {
  ExperimentOptions experiment;
  int64_t steps = 0, every = 0;
  std::string save, checkpoint, tape, log, picture;
  bool json = false;
};

bool at_work(Status status) {
  return status == Status::idle || status == Status::loading || status == Status::ready || status == Status::running;
}

// What was made of the user's files, before anything else is said.
void print_notes(const std::vector<Issue>& notes) {
  for (const Issue& note : notes) fmt::print("note   {}\n", note.text());
  std::fflush(stdout);
}

// Waits for the worker, showing how far it is, until it is done with what `ticket` began, or is stopped: where the data
// are still loading then, it goes on with that. `loaded` is called once, when the data are there.
std::shared_ptr<const RunSnapshot> follow(Session& session, std::condition_variable& published, std::mutex& mutex,
                                          Ticket ticket, RunLog& log,
                                          const std::function<void(const RunSnapshot&)>& loaded) {
  ProgressBar bar;
  bool pausing = false, told = false;
  size_t said = 0;
  std::unique_lock lock(mutex);
  while (true) {
    if (interrupted() && !pausing) {
      session.send(command::Pause{});
      pausing = true;
    }
    const auto now = session.latest(first_run);
    if (interrupted() && now->status == Status::loading) {
      bar.finish();
      return now;
    }
    if (!told && now->train_samples > 0) {
      told = true;
      bar.finish();
      loaded(*now);
    }
    // For who watches; who reads errors gets the one line that says why a run failed.
    for (; bar.on_terminal() && now->events && said < now->events->size(); ++said) {
      bar.finish();
      const Event& event = (*now->events)[said];
      fmt::print(stderr, "saddle: step {}: {}\n", event.step, event.sentence.sentence());
    }
    if (now->answered >= ticket && !at_work(now->status)) {
      log.write(*now);
      bar.finish();
      return now;
    }
    log.write(*now);
    if (now->status == Status::loading) bar.show(0, 1, 0, "loading data");
    // A resumed run has steps behind it before its first.
    if (!now->curves.train_loss.empty()) {
      bar.show(now->steps, now->total_steps, now->seconds,
               fmt::format("epoch {} · loss {:.4f} · {:.0f} samples/s", (now->steps - 1) / now->steps_per_epoch + 1,
                           now->curves.train_loss.back().value, now->samples_per_second));
    }
    const uint64_t seen = now->serial;
    // A signal does not wake the waiting thread, so poll for it.
    published.wait_for(lock, std::chrono::milliseconds(100),
                       [&] { return session.latest(first_run)->serial != seen || (interrupted() && !pausing); });
  }
}

// Draws what the window would show of this run; as SVG the curves alone, on white.
void draw(std::shared_ptr<Session> session, const TrainOptions& options) {
  constexpr int settling_frames = 6, most_frames = 500;
  const bool vector = options.picture.ends_with(".svg");
  app::Settings settings;
  if (vector) settings.workspace.full = 0;
  app::Headless window({.experiment = options.experiment.source, .settings = settings, .run = std::move(session)},
                       vector ? 960 : 1600, vector ? 640 : 900);
  window.frames(settling_frames);
  // The worker measures what the panels watch between two frames.
  for (int frame = 0; frame < most_frames && !window.application().answered(); ++frame) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    window.frame();
  }
  if (vector) {
    write_text_file(options.picture, window.application().svg("pane0.area"));
  } else {
    write_png(options.picture, window.picture());
  }
}

// On another rank than 0: trains along. It writes and prints nothing.
int follow_rank_0(const TrainOptions& options, const ExperimentOptions::Chosen& chosen, Communicator& ranks) {
  ThreadPool threads(&ranks);
  Trainer trainer(chosen.experiment, load_dataset(chosen.experiment.data, options.experiment.data_directory), threads);
  if (chosen.model) chosen.model->is_checkpoint() ? trainer.resume(*chosen.model) : trainer.load(*chosen.model);
  trainer.follow();
  return success;
}

// `ranks`: null where one process trains.
int train(const TrainOptions& options, Communicator* ranks) {
  ExperimentOptions::Chosen chosen = options.experiment.chosen();
  if (ranks && ranks->rank() != 0) return follow_rank_0(options, chosen, *ranks);
  std::vector<Issue> notes;
  if (chosen.note) notes.push_back(*chosen.note);
  // A checkpoint that is gone on from may be brought up to date in place.
  check_outputs({{"--save", options.save},
                 {"--checkpoint", options.checkpoint},
                 {"--tape", options.tape},
                 {"--log", options.log},
                 {"--picture", options.picture}},
                {{"the experiment", chosen.model ? "" : options.experiment.source},
                 {"data.path", data_file(chosen.experiment.data, options.experiment.data_directory)}});
  check_picture_format("--picture", options.picture, {".png", ".svg"});
  RunLog log(options.log);
  std::mutex mutex;
  std::condition_variable published;
  const auto session = std::make_shared<Session>(
      Session::Threading::worker,
      [&] {
        {
          const std::lock_guard lock(mutex);
        }  // so that the waiting thread either has yet to look at the snapshot or sleeps
        published.notify_one();
      },
      ranks);
  constexpr int64_t most_tape = int64_t{1} << 30;  // bytes of memory
  if (!options.tape.empty()) session->send(command::KeepMoments{.bytes = most_tape, .every = options.every});
  const Ticket begun = session->send(command::Start{.experiment = std::move(chosen.experiment),
                                                    .data_directory = options.experiment.data_directory,
                                                    .run = true,
                                                    .model = std::move(chosen.model),
                                                    .checkpoint = options.checkpoint,
                                                    .until = options.steps});
  auto end = follow(*session, published, mutex, begun, log, [&](const RunSnapshot& loaded) {
    notes.insert(notes.end(), loaded.notes.begin(), loaded.notes.end());
    if (!options.json) print_notes(notes);
  });
  if (end->status == Status::failed) throw Error(*end->issue);
  if (end->status == Status::loading) {
    fmt::print(stderr, "saddle: stopped while the data were loading; nothing is saved\n");
    std::fflush(nullptr);
    std::_Exit(failure);  // at once: what is in the midst of a file of gigabytes looks up only at its end
  }
  // Weights that have learned nothing are not worth the file they would replace.
  if (interrupted() && end->status == Status::paused && end->curves.train_loss.empty()) {
    fmt::print(stderr, "saddle: stopped before the first step; nothing is saved\n");
    return failure;
  }
  if (was_complete(*end)) {
    notes.push_back(make_issue(options.experiment.source,
                               "is complete after {} steps; it goes on with a larger --steps or --epochs", end->steps));
    if (!options.json) print_notes({notes.back()});
  }
  log.finish();
  print_report(*end, notes, options.json);
  const bool diverged = end->status == Status::diverged;
  const bool saves = !options.save.empty() || !options.checkpoint.empty();
  for (const bool checkpoint : {false, true}) {
    const std::string& file = checkpoint ? options.checkpoint : options.save;
    if (file.empty() || diverged) continue;
    const Ticket ticket = session->send(command::Save{file, checkpoint});
    std::unique_lock lock(mutex);
    published.wait(lock, [&] {
      end = session->latest(first_run);
      return end->answered >= ticket;
    });
    const Reply reply = *end->reply(ticket);
    if (reply.refusal) throw Error(*reply.refusal);
    if (!options.json) fmt::print("saved  {}\n", reply.saved);
  }
  if (!options.tape.empty() && !diverged) {
    const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
    session->send(command::Capture{.to = to, .tape = true});
    to->get_future().get()->save(options.tape);
    if (!options.json) fmt::print("saved  {}\n", options.tape);
  }
  if (!options.picture.empty()) {
    draw(session, options);
    if (!options.json) fmt::print("drew   {}\n", options.picture);
  }
  if (end->status == Status::paused) {
    fmt::print(stderr, "saddle: stopped at step {} of {}\n", end->steps, end->total_steps);
    return failure;
  }
  if (diverged) {
    fmt::print(stderr, "saddle: {}{}\n", end->issue->text(), saves ? "; nothing is saved" : "");
    return failure;
  }
  return success;
}

}  // namespace

Subcommand train() {
  return {"train",
          "Trains without a window; under mpirun by several processes. Ctrl+C ends it between two steps and saves what "
          "was learned.",
          [](CLI::App& app) {
            auto options = std::make_shared<TrainOptions>();
            options->experiment.add_to(app);
            app.add_option("--steps", options->steps, "Stops after this many steps, whatever the epochs")
                ->check(whole_from(1, 2'000'000'000));
            app.add_option("--save", options->save, "Writes the trained model (.npz, which NumPy reads)")
                ->type_name("FILE")
                ->check(filled());
            app.add_option("--checkpoint", options->checkpoint,
                           "Writes all that is needed to go on, after every epoch and at the end: saddle train FILE")
                ->type_name("FILE")
                ->check(filled());
            auto* tape = app.add_option("--tape", options->tape,
                                        "Writes a tape: the model, its curves, and what it was at some of its steps; "
                                        "saddle --experiment FILE shows it without data or training")
                             ->type_name("FILE")
                             ->check(filled());
            app.add_option("--every", options->every, "Steps from one moment on the tape to the next")
                ->needs(tape)
                ->check(whole_from(1, 2'000'000'000));
            app.add_option("--picture", options->picture,
                           "Draws what the window would show of the run; as .svg its curves, on white")
                ->type_name("FILE.png")
                ->check(filled());
            app.add_option("--log", options->log, "Writes a row for each step: .jsonl or .csv")
                ->type_name("FILE")
                ->check(filled());
            app.add_flag("--json", options->json,
                         "Prints the result as one JSON object: steps, epochs, train_loss, train_accuracy, test_loss, "
                         "test_accuracy, test_samples, test_step, seconds, samples_per_second, events (what was worth "
                         "saying: step, rule, tone, text, set …), warning, notes");
            return std::function<int()>(
                [options] { return run_as_rank([&](Communicator* ranks) { return train(*options, ranks); }); });
          },
          true, true};
}

}  // namespace saddle::cli
