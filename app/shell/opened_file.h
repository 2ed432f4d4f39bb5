#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "lessons/lesson.h"
#include "saddle/canvas.h"
#include "saddle/experiment.h"
#include "saddle/homework.h"
#include "saddle/model.h"
#include "saddle/snapshot.h"
#include "saddle/study.h"

// What a file is that was opened, or dropped on the window.
namespace saddle::app {

// An experiment, or data to learn from and an experiment made for them.
struct OpenedExperiment {
  Experiment experiment;
  std::shared_ptr<const Model> model;  // with the weights to begin with; null: it begins anew
};

// What varies in an experiment.
struct OpenedStudy {
  Study study;
};

// Homework, to be worked on.
struct OpenedAssignment {
  Assignment assignment;
};

// The journal of a search, to be followed as it grows.
struct OpenedJournal {
  std::string file;
};

// A picture as a sample for the network in training.
struct OpenedSample {
  std::shared_ptr<const std::vector<float>> values;
};

// A picture as a drawing, for whoever reads digits.
struct OpenedDrawing {
  std::shared_ptr<const Picture> picture;
};

// A lesson, to be gone through.
struct OpenedLesson {
  std::shared_ptr<const Lesson> lesson;
};

using OpenedFile = std::variant<OpenedExperiment, OpenedStudy, OpenedAssignment, OpenedJournal, OpenedSample,
                                OpenedDrawing, OpenedLesson>;

// Reads it, which may take seconds. `asked`: the run that a picture is put to, where its network takes pictures. Throws
// Error.
OpenedFile read_opened_file(const std::string& file, const RunSnapshot& asked, const std::filesystem::path& directory);
// The same of a picture that is no file, by its bytes.
OpenedFile read_copied_picture(const std::string& bytes, const RunSnapshot& asked,
                               const std::filesystem::path& directory);

}  // namespace saddle::app
