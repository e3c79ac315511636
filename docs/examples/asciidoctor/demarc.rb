# demarc::stack[lang=en] becomes the picture, with its words: asciidoctor -r ./demarc.rb index.adoc
# The pictures are drawn into pictures/ beside the output; one that would not change keeps its time.
require 'asciidoctor'
require 'asciidoctor/extensions'
require 'fileutils'
require 'open3'

class DemarcMacro < Asciidoctor::Extensions::BlockMacroProcessor
  use_dsl
  named :demarc

  def run(*command)
    output, status = Open3.capture2(*command)
    raise "#{command.join(' ')} failed" unless status.success?

    output.force_encoding(Encoding::UTF_8).strip
  end

  def process(parent, kind, attributes)
    options = { 'theme' => 'light' }.merge(attributes.reject { |name, _| name.is_a?(Integer) }) # as the pages are
    name = "#{[kind, *options.values].join('-').tr(':', 'x')}.svg"
    command = [ENV.fetch('DEMARC', 'demarc'), 'render', kind, *options.map { |option, value| "--#{option}=#{value}" }]
    data = ENV.fetch('DATA', File.expand_path('../../../data', __dir__))
    folder = File.join(parent.document.options[:to_dir] || parent.document.base_dir, 'pictures')
    FileUtils.mkdir_p folder
    run(*command, '-o', File.join(folder, name), data)
    create_image_block parent, 'target' => "pictures/#{name}", 'alt' => run(*command, '--describe', data)
  end
end

Asciidoctor::Extensions.register { block_macro DemarcMacro }
