#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "model/book_progress.h"
#include "model/document.h"
#include "model/draft_analysis.h"
#include "model/focus.h"
#include "model/lesson_progress.h"
#include "model/runs/run_shelf.h"
#include "model/workspace.h"
#include "saddle/command.h"
#include "saddle/experiment_file.h"
#include "saddle/model_service.h"
#include "saddle/snapshot.h"
#include "ui/ui.h"

namespace saddle::app {

struct LessonShelf;

// A worker as a lab sees it during one frame.
struct Feed {
  const RunSnapshot& now;  // one moment, the same for all that is drawn in this frame
  std::vector<Command>& outbox;
  std::vector<Probe>& watched;
  std::vector<const Reading*> shown = {};  // what a panel was given, to say how old it is; null: not measured yet

  void send(Command command) { outbox.push_back(std::move(command)); }
  // Asking is subscribing: it is measured for as long as it is drawn. Returns null until it arrives.
  const Reading* watch(Probe probe) {
    const Reading* reading = now.reading(probe);
    shown.push_back(reading);
    if (std::find(watched.begin(), watched.end(), probe) == watched.end()) watched.push_back(std::move(probe));
    return reading;
  }
};

// The model that ships, as one frame sees it.
struct Reader {
  const ModelService::State& now;
  ModelService::Question& asked;

  // Its answer, as long as somebody draws it; null until it arrives.
  const std::vector<float>* ask(const ModelService::Question& question) {
    asked = question;
    const bool answered = now.question && (now.question == question || *now.question == *question);
    return answered && !now.answer.empty() ? &now.answer : nullptr;
  }
};

struct Frame {
  ui::Ui& ui;
  Draft& draft;     // edit freely: the shell turns each change into an undo step
  Properties& own;  // the same, of the open lab alone; empty at first
  Feed& training;   // the run of the draft
  Reader& reader;   // the model that ships
  Workspace& workspace;
  Focus& focus;
  RunShelf& runs;
  Analyses& analyses;  // what follows from the draft
  const std::vector<Preset>& presets;
  const std::string& data_directory;
  bool outdated = false;                 // the draft is no longer what the worker built
  const LessonShelf* lessons = nullptr;  // what lessons there are; null: not known yet
  const LessonsProgress* lessons_progress = nullptr;
  BooksProgress* book_progress = nullptr;
};

}  // namespace saddle::app
